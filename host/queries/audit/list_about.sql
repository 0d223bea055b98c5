-- What a person is called by in entries, and the import that made the membership; what does not
-- apply is as no subject is. Chosen by the subject's index, not by walking back through all of the
-- organisation's.
select * from core_audit_named
where id in (select id from core_audit
             where organisation_id = :organisation
                   and subject in (:membership, :person, :learner, :teacher, :guardian, :class, :list,
                               (select 'upload:' || m.roster_upload_id from core_membership m
                                where m.organisation_id = :organisation and m.id = :id))
                   and id < :before and id >= :from and (:action = '' or action = :action)
                   and (person_id = :by or :by = 0)
             order by +id desc
             limit :limit)
order by id desc
