select a.login, p.family_name, p.given_name, m.profile, a.first_login_at_ms,
       coalesce((select min(r.role)
                 from core_membership_role r
                 where r.organisation_id = m.organisation_id and r.membership_id = m.id), '')
from core_membership m
join core_account a on a.person_id = m.person_id
join core_person p on p.id = m.person_id
where m.organisation_id = :organisation
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
order by m.profile, p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", m.id
