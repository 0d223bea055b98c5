select count(*) from core_guardianship g
join core_membership l on l.organisation_id = g.organisation_id and l.id = g.learner_membership_id
where g.organisation_id = :organisation and g.guardian_membership_id = :guardian
      and (l.valid_until is null or l.valid_until >= :today)
