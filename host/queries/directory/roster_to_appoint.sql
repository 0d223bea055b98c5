-- Employees an import made, with a position, who are no administrators: who of them was meant to be one
-- is in the position's words.
select m.id, p.family_name, p.given_name, p.patronymic, m.position
from core_membership m
join core_person p on p.id = m.person_id
where m.organisation_id = :organisation and m.roster_upload_id = :upload and m.profile = 'employee'
      and m.position <> '' and (m.valid_until is null or m.valid_until >= :today)
      and not exists (select 1 from core_membership_role r
                      where r.organisation_id = m.organisation_id and r.membership_id = m.id
                            and r.role = 'administrator')
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", m.id
