-- Where the log says of it: where the person is, else where they were last.
select coalesce(max(case when m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
                         then m.organisation_id end), max(m.organisation_id), 0)
from core_membership m
where m.person_id = :person
