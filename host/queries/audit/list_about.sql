-- What a person is called by in entries; what does not apply is as no subject is.
select * from core_audit_named
where organisation_id = :organisation
      and subject in (:membership, :person, :learner, :teacher, :guardian, :class, :list)
      and id < :before and id >= :from and (:action = '' or action = :action)
      and (person_id = :by or :by = 0)
order by id desc
limit :limit
