-- Who of a class has brought a record along.
select e.learner_membership_id, p.family_name, p.given_name, p.patronymic
from api_school_enrolment_v1 e
join api_core_person_v1 p
    on p.organisation_id = e.organisation_id and p.membership_id = e.learner_membership_id
where e.organisation_id = :organisation and e.class_id = :class
  and (e.valid_until is null or e.valid_until >= :today)
  and exists (select 1 from journal_former_record r
              where r.organisation_id = e.organisation_id
                and r.learner_membership_id = e.learner_membership_id)
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", e.learner_membership_id
