-- Learners who have come from another school, and whose record there has not been copied yet.
select t.membership_id, t.from_organisation_id, t.from_membership_id, t.first_day,
       o.name_kk, o.name_ru, o.name_en
from api_core_transfer_v1 t
join api_core_person_v1 p on p.organisation_id = t.organisation_id and p.membership_id = t.membership_id
left join api_core_organisation_v1 o on o.organisation_id = t.from_organisation_id
where t.organisation_id = :organisation and t.first_day <= :today and p.profile = 'learner'
  and not exists (select 1 from portfolio_former_school f
                  where f.organisation_id = t.organisation_id
                    and f.learner_membership_id = t.membership_id
                    and f.left_on = t.first_day)
order by t.first_day, t.membership_id
