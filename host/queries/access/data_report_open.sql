-- Compromised accounts stand first: they don't wait. person 0: of everybody.
select d.id, d.person_id, p.family_name, p.given_name, d.message, d.created_at_ms,
       (select min(m.id) from core_membership m
        where m.organisation_id = d.organisation_id and m.person_id = d.person_id) as membership_id,
       d.kind, d.field, b.family_name, b.given_name
from core_data_report d
join core_person p on p.id = d.person_id
left join core_person b on b.id = d.reported_by
where d.organisation_id = :organisation and d.closed_at_ms is null
  and (cast(:person as bigint) = 0 or d.person_id = :person)
order by case d.kind when 'compromised' then 0 else 1 end, d.id
limit :limit
