-- Who still waits for a login slip: the staff (with an empty label), and learners and parents by class.
select placed.label, placed.profile, count(*),
       sum(case when a.person_id is not null and a.password_hash is null then 1 else 0 end),
       sum(case when a.password_hash is not null and a.first_login_at_ms is null then 1 else 0 end)
from (select m.id, m.person_id, m.profile, '' as label from core_membership m
      where m.organisation_id = :organisation and m.profile = 'employee'
            and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      union
      select m.id, m.person_id, m.profile, l.label from core_membership m
      join core_placement l on l.organisation_id = m.organisation_id and l.membership_id = m.id
      where m.organisation_id = :organisation and m.profile = 'learner' and l.kind = 'class'
            and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      union
      select m.id, m.person_id, m.profile, l.label from core_membership m
      join core_guardianship g on g.organisation_id = m.organisation_id
           and g.guardian_membership_id = m.id
      join core_placement l on l.organisation_id = g.organisation_id
           and l.membership_id = g.learner_membership_id
      where m.organisation_id = :organisation and m.profile = 'guardian' and l.kind = 'class'
            and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)) placed
left join core_account a on a.person_id = placed.person_id
group by placed.label, placed.profile
