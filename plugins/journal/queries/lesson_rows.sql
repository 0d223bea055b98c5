-- The class on that day with what is entered, and who entered it.
select n.learner_membership_id, p.family_name, p.given_name, p.patronymic,
       e.mark, e.attendance, e.revision,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = e.organisation_id and w.membership_id = e.changed_by)
from api_school_enrolment_v1 n
join api_core_person_v1 p
    on p.organisation_id = n.organisation_id and p.membership_id = n.learner_membership_id
left join journal_entry e
    on e.organisation_id = n.organisation_id and e.section_id = :section and e.lesson_id = :lesson
   and e.learner_membership_id = n.learner_membership_id
where n.organisation_id = :organisation and n.class_id = :class
  and n.valid_from <= :held_on and (n.valid_until is null or n.valid_until >= :held_on)
  and not exists (select 1 from api_school_gap_v1 g
                  where g.organisation_id = n.organisation_id and g.class_id = n.class_id
                    and g.learner_membership_id = n.learner_membership_id
                    and g.first_day <= :held_on and g.last_day >= :held_on)
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", n.learner_membership_id
