-- Sums of the organisations directly below one, over everything below each of them.
select o.organisation_id, o.name_kk, o.name_ru, o.name_en,
       coalesce(sum(d.lessons), 0), coalesce(sum(d.marks), 0), coalesce(sum(d.absences), 0)
from api_core_subtree_v1 mine
join api_core_subtree_v1 child on child.ancestor_id = mine.organisation_id and child.depth = 1
join api_core_organisation_v1 o on o.organisation_id = child.organisation_id
join api_core_subtree_v1 below on below.ancestor_id = child.organisation_id
left join journal_day d
    on d.organisation_id = below.organisation_id and d.held_on between :from and :until
where mine.ancestor_id = :organisation and mine.organisation_id = :subject
group by o.organisation_id, o.name_kk, o.name_ru, o.name_en
order by o.name_kk collate "kk-x-icu"
