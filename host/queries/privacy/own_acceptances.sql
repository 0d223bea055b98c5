select case :locale when 'ru' then v.title_ru when 'en' then v.title_en else v.title_kk end, c.number,
       c.accepted_at_ms, c.address, c.signed_on
from core_agreement_acceptance c
join core_agreement_version v on v.agreement_id = c.agreement_id and v.number = c.number
where c.person_id = :person and cast(:membership as bigint) = 0
order by c.accepted_at_ms, c.agreement_id
