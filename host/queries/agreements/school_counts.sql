-- Of an organisation and each right below it: the schools beneath, and how many of them have accepted
-- a version.
select o.id, o.name_kk, o.name_ru, o.name_en, count(distinct s.id), count(distinct c.party_id)
from core_organisation o
left join core_organisation_closure d on d.ancestor_id = o.id
left join core_organisation s on s.id = d.organisation_id and s.kind = 'school'
left join core_agreement_acceptance c
    on c.agreement_id = :agreement and c.number = :number and c.party_id = s.id
where o.id = :organisation or o.parent_id = :organisation
group by o.id, o.name_kk, o.name_ru, o.name_en
order by case when o.id = :organisation then 0 else 1 end, o.name_kk collate "kk-x-icu", o.id
