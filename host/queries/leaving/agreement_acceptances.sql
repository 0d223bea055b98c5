-- For the organisation, and of its people for themselves.
select c.agreement_id, c.number, c.person_id, c.party_id, c.way, c.locale as language, c.address,
       c.accepted_at_ms as accepted_at, c.signed_on, c.recorded_by
from core_agreement_acceptance c
where c.party_id = :organisation
   or (c.party_id = 0
       and c.person_id in (select m.person_id from core_membership m where m.organisation_id = :organisation))
