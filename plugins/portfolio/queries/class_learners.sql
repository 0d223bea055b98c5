select e.learner_membership_id, p.family_name, p.given_name, p.patronymic,
       (select count(*) from portfolio_entry n
        where n.organisation_id = e.organisation_id
          and n.learner_membership_id = e.learner_membership_id
          and n.removed_at_ms is null and n.kind <> 'course'),
       (select count(*) from portfolio_entry n
        where n.organisation_id = e.organisation_id
          and n.learner_membership_id = e.learner_membership_id
          and n.removed_at_ms is null and n.kind = 'course')
from api_school_enrolment_v1 e
join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
where e.organisation_id = :organisation and e.class_id = :class
  and (e.valid_until is null or e.valid_until >= :today)
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", e.learner_membership_id
