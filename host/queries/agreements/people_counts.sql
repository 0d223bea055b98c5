-- Of an organisation and each right below it, with all beneath: whom a version of a binding document
-- binds, and how many of them have accepted it. Somebody who belongs to two is counted in both.
select o.id, o.name_kk, o.name_ru, o.name_en, count(distinct m.person_id), count(distinct c.person_id)
from core_organisation o
join core_agreement_version v on v.agreement_id = :agreement and v.number = :number
left join core_organisation_closure d on d.ancestor_id = o.id
left join core_membership m
    on m.organisation_id = d.organisation_id
       and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
       and ((v.profiles is null
             and (not exists (select 1 from core_agreement_profile p where p.agreement_id = v.agreement_id)
                  or exists (select 1 from core_agreement_profile p
                             where p.agreement_id = v.agreement_id and p.profile = m.profile)))
            or v.profiles = '' or (',' || v.profiles || ',') like ('%,' || m.profile || ',%'))
left join core_agreement_acceptance c
    on c.agreement_id = v.agreement_id and c.number = v.number and c.party_id = 0
       and c.person_id = m.person_id
where o.id = :organisation or o.parent_id = :organisation
group by o.id, o.name_kk, o.name_ru, o.name_en
order by case when o.id = :organisation then 0 else 1 end, o.name_kk collate "kk-x-icu", o.id
