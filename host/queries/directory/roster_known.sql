select m.id, m.person_id, m.profile,
       case when m.valid_until is not null and m.valid_until < :today then 1 else 0 end,
       p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email, p.residence,
       m.position, case when a.person_id is null then 0 else 1 end
from core_membership m
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation
order by m.id
