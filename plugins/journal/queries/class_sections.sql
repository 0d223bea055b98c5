-- The sections of a class with their lessons of a term up to today, and those of them that are empty.
-- One that has ended stays on the list of the terms in which it was taught.
select s.section_id, b.name,
       (select p.family_name || ' ' || p.given_name
        from api_core_person_v1 p
        where p.organisation_id = s.organisation_id and p.membership_id = s.teacher_membership_id),
       sum(case when l.held_on <= :today then 1 else 0 end),
       sum(case when l.held_on <= :today and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then 1 else 0 end),
       s.closed_on
from api_school_section_v1 s
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
left join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id
   and l.held_on between :from and :until
where s.organisation_id = :organisation and s.class_id = :class
group by s.organisation_id, s.section_id, s.teacher_membership_id, s.closed_on, b.name
having s.closed_on is null or count(l.id) > 0
order by b.name collate "kk-x-icu", s.section_id
