-- Who entered what in a lesson, the newest first.
select p.family_name, p.given_name, p.patronymic, c.mark_before, c.attendance_before,
       c.mark_after, c.attendance_after,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = c.organisation_id and w.membership_id = c.changed_by),
       c.changed_at_ms
from journal_entry_change c
join api_core_person_v1 p
    on p.organisation_id = c.organisation_id and p.membership_id = c.learner_membership_id
where c.organisation_id = :organisation and c.section_id = :section and c.lesson_id = :lesson
order by c.changed_at_ms desc, c.learner_membership_id, c.revision desc
limit 200
