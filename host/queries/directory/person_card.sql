select m.id, m.person_id, p.family_name, p.given_name, p.patronymic, p.birth_date, p.phone, p.email,
       m.position,
       coalesce((select group_concat(l.label, ', ') from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id), ''),
       a.login, case when a.password_hash is null then 0 else 1 end, a.first_login_at_ms,
       m.profile, p.sex, p.residence, m.valid_from, m.valid_until, p.confirmed_at_ms,
       (select max(s.created_at_ms) from core_session s where s.person_id = m.person_id)
from core_membership m
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation and m.id = :membership
