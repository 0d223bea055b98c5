-- A row for each time somebody who left the class and came back was not in it; for all others one row.
select e.learner_membership_id, p.family_name, p.given_name, p.patronymic, e.valid_from, e.valid_until,
       g.first_day, g.last_day
from api_school_enrolment_v1 e
join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
left join api_school_gap_v1 g
    on g.organisation_id = e.organisation_id and g.class_id = e.class_id
   and g.learner_membership_id = e.learner_membership_id
where e.organisation_id = :organisation and e.class_id = :class
  and e.valid_from <= :until and (e.valid_until is null or e.valid_until >= :from)
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", e.learner_membership_id, g.first_day
