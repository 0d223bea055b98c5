-- What a person has accepted, or somebody for them; the newest first. organisation 0: anywhere; else what is
-- asked there, for themselves or for it.
select a.code, c.number, v.title_kk, v.title_ru, v.title_en, c.accepted_at_ms, c.way, c.locale,
       c.address, c.signed_on, o.name_kk, o.name_ru, o.name_en, b.family_name, b.given_name,
       c.recorded_by
from core_agreement_acceptance c
join core_agreement a on a.id = c.agreement_id
join core_agreement_version v on v.agreement_id = c.agreement_id and v.number = c.number
join core_person b on b.id = c.recorded_by
left join core_organisation o on o.id = c.party_id
where c.person_id = :person
  and (cast(:organisation as bigint) = 0
       or (c.party_id in (0, :organisation)
           and exists (select 1 from core_organisation_closure up
                       where up.ancestor_id = a.organisation_id and up.organisation_id = :organisation)))
order by c.accepted_at_ms desc, a.code, c.number desc
