-- Of an organisation and all beneath it; at the top also what concerns no organisation. The
-- entries are chosen by their numbers first: names are looked up only for what is shown. As an array, for
-- with a list the planner joins all entries to their names first.
select * from core_audit_named
where id = any (array(
    select id from core_audit
    where id < :before and id >= :from and (:action = '' or action = :action)
          and ((+organisation_id = 0
                and exists (select 1 from core_organisation t
                            where t.id = :organisation and t.parent_id is null))
               or +organisation_id in (select organisation_id from core_organisation_closure
                                       where ancestor_id = :organisation))
    order by id desc
    limit :limit))
order by id desc
