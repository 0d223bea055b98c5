-- What waits first, the oldest of it; then what was answered, the newest of it. id and guardian 0: all.
select r.id, r.guardian_membership_id, r.family_name, r.given_name, r.patronymic, r.birth_date, r.sex,
       r.class_label, r.accepted, r.locale, r.address, r.asked_at_ms, r.state, r.reason,
       r.learner_membership_id, r.decided_at_ms, r.name_key, p.id, p.family_name, p.given_name, p.patronymic,
       r.kinship
from core_registration r
join core_membership g on g.organisation_id = r.organisation_id and g.id = r.guardian_membership_id
join core_person p on p.id = g.person_id
where r.organisation_id = :organisation and (r.id = :id or :id = 0)
  and (r.guardian_membership_id = :guardian or :guardian = 0)
order by case r.state when 'waiting' then 0 else 1 end, case r.state when 'waiting' then r.id else -r.id end
limit 200
