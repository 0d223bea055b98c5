-- What a person is called by in entries; what does not apply is as no subject is. Chosen by the subject's
-- index, not by walking back through all of the organisation's.
select * from core_audit_named
where id in (select id from core_audit
             where organisation_id = :organisation
                   and subject in (:membership, :person, :learner, :teacher, :guardian, :class, :list)
                   and id < :before and id >= :from and (:action = '' or action = :action)
                   and (person_id = :by or :by = 0)
             order by +id desc
             limit :limit)
order by id desc
