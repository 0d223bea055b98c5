select m.id, m.person_id, m.profile,
       case when m.valid_until is not null and m.valid_until < :today then 1 else 0 end,
       p.family_name, p.given_name, p.patronymic, p.birth_date, p.sex, p.phone, p.email, p.residence,
       m.position, case when a.person_id is null then 0 else 1 end,
       e.ground, e.first_day, m.valid_until,
       case when u.undone_at_ms is null then 0 else 1 end,
       case when a.password_hash is null then 0 else 1 end,
       -- As transfer_stands: of those who left.
       case when m.valid_until < :today and exists (
           select 1 from core_transfer t
           join core_membership n on n.organisation_id = t.to_organisation_id and n.id = t.to_membership_id
           where t.from_organisation_id = m.organisation_id and t.from_membership_id = m.id
                 and t.state = 'accepted' and (n.valid_until is null or n.valid_until >= :today))
            then 1 else 0 end
from core_membership m
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
left join core_membership_end e
    on e.organisation_id = m.organisation_id and e.membership_id = m.id and e.reopened_at_ms is null
left join core_roster_upload u
    on u.organisation_id = m.organisation_id and u.id = m.roster_upload_id
where m.organisation_id = :organisation
  -- A deleted profile comes back by no roster: whoever returns is new.
  and not exists (select 1 from core_deletion d
                  where d.organisation_id = m.organisation_id and d.membership_id = m.id
                        and d.taken_back_at_ms is null and d.confirmed_at_ms is not null)
order by m.id
