-- What an official was given, the newest first, and whether it holds on the day.
select g.id, g.reason, g.last_day, g.granted_at_ms, b.family_name, b.given_name, g.withdrawn_at_ms,
       w.family_name, w.given_name,
       case when g.withdrawn_at_ms is null and g.last_day >= :today then 1 else 0 end
from core_names_grant g
left join core_person b on b.id = g.granted_by
left join core_person w on w.id = g.withdrawn_by
where g.organisation_id = :organisation and g.membership_id = :membership
order by g.id desc
limit :limit
