select * from core_audit_named
where person_id = :person and id < :before and id >= :from and (:action = '' or action = :action)
      and (organisation_id = :organisation
           or (:beneath = 1 and ((organisation_id = 0
                                  and exists (select 1 from core_organisation t
                                              where t.id = :organisation and t.parent_id is null))
                                 or organisation_id in (select organisation_id from core_organisation_closure
                                                        where ancestor_id = :organisation))))
order by id desc
limit :limit
