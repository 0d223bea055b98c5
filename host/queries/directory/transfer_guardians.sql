-- Guardians of a learner who are members on that day: whoever they are besides, they go along.
select m.person_id, g.kinship from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.guardian_membership_id
where g.organisation_id = :organisation and g.learner_membership_id = :learner
      and m.profile = 'guardian' and (m.valid_until is null or m.valid_until >= :day)
order by m.id
