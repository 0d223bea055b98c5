-- Of those who are still here.
select l.membership_id, l.kind, l.label, p.valid_from
from api_core_placement_v1 l
join api_core_person_v1 p
    on p.organisation_id = l.organisation_id and p.membership_id = l.membership_id
where l.organisation_id = :organisation
  and (p.valid_until is null or p.valid_until >= :today)
order by l.membership_id, l.label
