-- A teacher's sections, with what is due today and what was never filled in, and the first such lesson: its
-- day, number and id in one text, so that the least is the first. One that has ended stays on the list of
-- the terms in which it was taught; nothing is due there any more.
select s.section_id, s.class_id, c.grade, c.letter, b.name,
       sum(case when l.held_on = :today then 1 else 0 end),
       sum(case when s.closed_on is null and l.held_on <= :today and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then 1 else 0 end),
       sum(case when s.closed_on is null and l.held_on = :today and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then 1 else 0 end),
       s.closed_on,
       min(case when s.closed_on is null and l.held_on <= :today and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then cast(l.held_on as text) || ' ' || cast(l.number as text) || ' ' || cast(l.id as text) end)
from api_school_section_v1 s
join api_school_class_v1 c on c.organisation_id = s.organisation_id and c.class_id = s.class_id
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
left join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id
   and l.held_on between :from and :until
where s.organisation_id = :organisation and s.teacher_membership_id = :membership
  and c.year = :year
group by s.section_id, s.class_id, s.closed_on, c.grade, c.letter, b.name
having s.closed_on is null or count(l.id) > 0
order by c.grade, c.letter collate "kk-x-icu", b.name collate "kk-x-icu", s.section_id
