-- The organisation and its children, each with everybody beneath.
select o.id, o.parent_id, o.kind, o.code, o.bin, o.name_kk, o.name_ru, o.name_en,
       count(distinct case when s.kind = 'school' then s.id end),
       count(distinct case when m.profile = 'learner' then m.id end),
       count(distinct case when m.profile = 'employee' then m.id end),
       count(distinct case when m.profile = 'guardian' then m.id end),
       count(distinct case when a.first_login_at_ms is not null then a.person_id end),
       count(distinct case when a.first_login_at_ms is null then a.person_id end)
from core_organisation o
join core_organisation_closure c on c.ancestor_id = o.id
join core_organisation s on s.id = c.organisation_id
left join core_membership m on m.organisation_id = c.organisation_id
     and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
left join core_account a on a.person_id = m.person_id
where o.id = :organisation or o.parent_id = :organisation
group by o.id, o.parent_id, o.kind, o.code, o.bin, o.name_kk, o.name_ru, o.name_en
order by case when o.id = :organisation then 0 else 1 end, o.name_kk collate "kk-x-icu", o.id
