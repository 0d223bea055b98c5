select s.number, s.state, s.sealed, s.membership_id, p.family_name, p.given_name, p.patronymic, a.login,
       coalesce((select group_concat(l.label, ', ') from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id), ''),
       o.id, o.name_kk, o.name_ru, o.name_en
from core_credential_slip s
join core_membership m on m.organisation_id = coalesce(s.member_organisation_id, s.organisation_id)
     and m.id = s.membership_id
join core_organisation o on o.id = m.organisation_id
join core_person p on p.id = m.person_id
join core_account a on a.person_id = m.person_id
where s.organisation_id = :organisation and s.batch_id = :batch and s.state <> 'waiting'
order by s.number
