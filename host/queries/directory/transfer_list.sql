-- Those of an organisation, whether people come to it or leave it; what waits first, then the newest.
select t.id, t.from_organisation_id, t.from_membership_id, t.to_organisation_id, t.to_membership_id,
       t.first_day, t.note, t.state, t.reason, t.asked_at_ms, t.decided_at_ms,
       m.person_id, m.profile, m.position, p.family_name, p.given_name, p.patronymic, p.birth_date,
       coalesce((select min(l.label) from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id
                       and l.kind = 'class'), ''),
       f.name_kk, f.name_ru, f.name_en, o.name_kk, o.name_ru, o.name_en, a.family_name, a.given_name,
       f.code, o.code, t.asked_by
from core_transfer t
join core_membership m on m.organisation_id = t.from_organisation_id and m.id = t.from_membership_id
join core_person p on p.id = m.person_id
join core_organisation f on f.id = t.from_organisation_id
join core_organisation o on o.id = t.to_organisation_id
left join core_person a on a.id = t.asked_by
where (t.to_organisation_id = :organisation or t.from_organisation_id = :organisation)
  and (t.id = :transfer or :transfer = 0)
order by case when t.state = 'waiting' then 0 else 1 end, t.id desc
limit 200
