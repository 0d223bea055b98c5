-- The organisation and its children, each with everybody beneath. People are counted once, by their
-- own organisation, and the sums added up along the tree.
with own as (
    select m.organisation_id,
           sum(case when m.profile = 'learner' then 1 else 0 end) as learners,
           sum(case when m.profile = 'employee' then 1 else 0 end) as employees,
           sum(case when m.profile = 'guardian' then 1 else 0 end) as guardians,
           count(distinct case when a.first_login_at_ms is not null then a.person_id end) as used,
           count(distinct case when a.first_login_at_ms is null then a.person_id end) as never_used
    from core_organisation_closure c
    join core_membership m on m.organisation_id = c.organisation_id
    left join core_account a on a.person_id = m.person_id
    where c.ancestor_id = :organisation
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
    group by m.organisation_id)
select o.id, o.parent_id, o.kind, o.code, o.bin, o.name_kk, o.name_ru, o.name_en,
       o.address_kk, o.address_ru,
       cast(sum(case when s.kind = 'school' then 1 else 0 end) as bigint),
       cast(coalesce(sum(own.learners), 0) as bigint),
       cast(coalesce(sum(own.employees), 0) as bigint),
       cast(coalesce(sum(own.guardians), 0) as bigint),
       cast(coalesce(sum(own.used), 0) as bigint),
       cast(coalesce(sum(own.never_used), 0) as bigint)
from core_organisation o
join core_organisation_closure c on c.ancestor_id = o.id
join core_organisation s on s.id = c.organisation_id
left join own on own.organisation_id = s.id
where o.id = :organisation or o.parent_id = :organisation
group by o.id, o.parent_id, o.kind, o.code, o.bin, o.name_kk, o.name_ru, o.name_en,
         o.address_kk, o.address_ru
order by case when o.id = :organisation then 0 else 1 end, o.name_kk collate "kk-x-icu", o.id
