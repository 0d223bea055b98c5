-- In the order in which they are offered: who is most, then who has been longest.
select m.id, m.organisation_id, m.profile, m.position, o.name_kk, o.name_ru, o.name_en
from core_membership m
join core_organisation o on o.id = m.organisation_id
where m.person_id = :person
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
order by case m.profile
             when 'operator' then 0
             when 'ministry' then 1
             when 'region' then 2
             when 'district' then 3
             when 'employee' then 4
             when 'learner' then 5
             else 6
         end, m.valid_from, m.id
