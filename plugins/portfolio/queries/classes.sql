-- The classes this person answers for, with their learners and what is entered of these.
select c.class_id, c.grade, c.letter,
       (select count(*) from api_school_enrolment_v1 e
        where e.organisation_id = c.organisation_id and e.class_id = c.class_id
          and (e.valid_until is null or e.valid_until >= :today)),
       (select count(*) from api_school_enrolment_v1 e
        join portfolio_entry n
            on n.organisation_id = e.organisation_id
           and n.learner_membership_id = e.learner_membership_id and n.removed_at_ms is null
        where e.organisation_id = c.organisation_id and e.class_id = c.class_id
          and (e.valid_until is null or e.valid_until >= :today))
from api_school_class_v1 c
where c.organisation_id = :organisation and c.year = :year
  and (c.homeroom_membership_id = :membership or :sees_school = 1)
order by c.grade, c.letter collate "kk-x-icu"
