-- Those that were accepted, of documents of the organisation's own and above it.
select v.agreement_id, v.number, d.code, v.title_kk, v.title_ru, v.title_en, v.text_kk, v.text_ru, v.text_en,
       v.checksum_kk, v.checksum_ru, v.checksum_en, v.published_at_ms as published_at, v.in_force_from
from core_agreement_version v join core_agreement d on d.id = v.agreement_id
where exists (select 1 from core_agreement_acceptance c
              where c.agreement_id = v.agreement_id and c.number = v.number
                and (c.party_id = :organisation
                     or (c.party_id = 0
                         and exists (select 1 from core_organisation_closure up
                                     where up.ancestor_id = d.organisation_id
                                       and up.organisation_id = :organisation)
                         and c.person_id in (select m.person_id from core_membership m
                                             where m.organisation_id = :organisation))))
