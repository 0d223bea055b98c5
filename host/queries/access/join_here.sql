-- The kind of the organisation, and whether somebody belongs there in that way already, now or later.
select o.kind,
       (select count(*) from core_membership m
        where m.organisation_id = o.id and m.person_id = :person and m.profile = :profile
              and (m.valid_until is null or m.valid_until >= :today))
from core_organisation o where o.id = :organisation
