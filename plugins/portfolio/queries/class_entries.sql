-- All that is entered of the learners of a class, for its table.
select n.id, n.learner_membership_id, n.kind, n.level, n.title, n.result, n.begins_on, n.ends_on, n.place, n.note,
       n.revision, n.removed_at_ms, n.former_membership_id, f.school_kk, f.school_ru, f.school_en,
       p.family_name, p.given_name, p.patronymic
from api_school_enrolment_v1 e
join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
join portfolio_entry n
    on n.organisation_id = e.organisation_id and n.learner_membership_id = e.learner_membership_id
left join portfolio_former_school f
    on f.organisation_id = n.organisation_id and f.learner_membership_id = n.learner_membership_id
   and f.former_membership_id = n.former_membership_id
where e.organisation_id = :organisation and e.class_id = :class
  and (e.valid_until is null or e.valid_until >= :today) and n.removed_at_ms is null
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", e.learner_membership_id, n.begins_on desc, n.id desc
