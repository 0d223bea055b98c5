-- What a person is called by in entries, the import that made the membership, and the list of a class while
-- they stood in it; what does not apply is as no subject is. Chosen by the subject's index; as an array, for
-- with a list the planner joins all entries to their names first.
select * from core_audit_named
where id = any (array(
    select x.id
    from (select a.id from core_audit a
          where a.organisation_id = :organisation
                and a.subject in (:membership, :person, :learner, :teacher, :guardian, :list,
                    (select 'upload:' || m.roster_upload_id from core_membership m
                     where m.organisation_id = :organisation and m.id = :id))
                and a.id < :before and a.id >= :from
                and (:action = '' or a.action = :action) and (a.person_id = :by or :by = 0)
          union all
          select a.id
          from core_placement_time t
          join core_audit a
              on a.organisation_id = t.organisation_id and a.subject = 'class:' || t.label
          where t.organisation_id = :organisation and t.membership_id = :id and t.kind = 'class'
                and a.at_ms >= t.from_ms and (t.until_ms is null or a.at_ms < t.until_ms)
                and a.id < :before and a.id >= :from
                and (:action = '' or a.action = :action) and (a.person_id = :by or :by = 0)) x
    order by x.id desc
    limit :limit))
order by id desc
