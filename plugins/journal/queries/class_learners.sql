-- The learners of a class: whether they are in it in these days, and whether they are there today or later
-- and have brought a record along.
select e.learner_membership_id, p.family_name, p.given_name, p.patronymic,
       case when e.valid_from <= :until and (e.valid_until is null or e.valid_until >= :from)
            then 1 else 0 end,
       case when (e.valid_until is null or e.valid_until >= :today)
                 and exists (select 1 from journal_former_record r
                             where r.organisation_id = e.organisation_id
                               and r.learner_membership_id = e.learner_membership_id)
            then 1 else 0 end
from api_school_enrolment_v1 e
join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
where e.organisation_id = :organisation and e.class_id = :class
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", e.learner_membership_id
