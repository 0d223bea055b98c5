-- Of an organisation and all beneath it. What concerns no organisation is the whole installation's.
select * from core_audit_named
where id < :before and id >= :from and (:action = '' or action = :action)
      and (organisation_id = 0
           or organisation_id in (select organisation_id from core_organisation_closure
                                  where ancestor_id = :organisation))
order by id desc
limit :limit
