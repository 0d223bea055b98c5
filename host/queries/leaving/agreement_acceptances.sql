-- For the organisation; and of its people for themselves what is asked here, up to the day they left by the
-- clock on the wall, without the address of the network they were in.
select c.agreement_id, c.number, c.person_id, c.party_id, c.way, c.locale as language,
       case when c.party_id = :organisation then c.address else '' end as address,
       c.accepted_at_ms as accepted_at, c.signed_on, c.recorded_by
from core_agreement_acceptance c
where c.party_id = :organisation
   or (c.party_id = 0
       and exists (select 1 from core_agreement a
                   join core_organisation_closure up
                       on up.ancestor_id = a.organisation_id and up.organisation_id = :organisation
                   where a.id = c.agreement_id)
       and exists (select 1 from core_membership m
                   where m.organisation_id = :organisation and m.person_id = c.person_id
                     and (m.valid_until is null or m.valid_until >= date((c.accepted_at_ms + cast(:offset as bigint)) / 1000, 'unixepoch'))))
