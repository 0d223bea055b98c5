-- Whether who asks for somebody's copy is their parent there.
select 1 from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.guardian_membership_id
where g.organisation_id = :organisation and g.learner_membership_id = :membership and m.person_id = :by
