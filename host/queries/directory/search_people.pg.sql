-- The people behind the memberships that were found.
select m.id, p.family_name, p.given_name, p.patronymic, m.profile, m.position,
       coalesce((select min(l.label) from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id
                       and l.kind = 'class'), ''),
       case when m.valid_until < :today then 1 else 0 end, p.birth_date
from json_array_elements_text(cast(:entries as json)) as i (value)
join core_membership m on m.organisation_id = :organisation and m.id = cast(i.value as bigint)
join core_person p on p.id = m.person_id
where m.valid_from <= :today
      and (:former = 'former' or m.valid_until is null or m.valid_until >= :today)
