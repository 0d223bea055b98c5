-- Of an organisation and each right below it, with all beneath: whom a binding document binds, and how
-- many of them have accepted a version. Somebody who belongs to two is counted in both.
select o.id, o.name_kk, o.name_ru, o.name_en, count(distinct m.person_id), count(distinct c.person_id)
from core_organisation o
left join core_organisation_closure d on d.ancestor_id = o.id
left join core_membership m
    on m.organisation_id = d.organisation_id
       and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
       and (not exists (select 1 from core_agreement_profile p where p.agreement_id = :agreement)
            or exists (select 1 from core_agreement_profile p
                       where p.agreement_id = :agreement and p.profile = m.profile))
left join core_agreement_acceptance c
    on c.agreement_id = :agreement and c.number = :number and c.party_id = 0
       and c.person_id = m.person_id
where o.id = :organisation or o.parent_id = :organisation
group by o.id, o.name_kk, o.name_ru, o.name_en
order by case when o.id = :organisation then 0 else 1 end, o.name_kk collate "kk-x-icu", o.id
