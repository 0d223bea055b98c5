-- The classes this person answers for, with what was never filled in.
select c.class_id, c.grade, c.letter, count(distinct s.section_id),
       sum(case when l.id is not null then 1 else 0 end),
       sum(case when l.id is not null and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then 1 else 0 end)
from api_school_class_v1 c
left join api_school_section_v1 s
    on s.organisation_id = c.organisation_id and s.class_id = c.class_id and s.closed_on is null
left join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id
   and l.held_on between :from and :today
where c.organisation_id = :organisation and c.year = :year
  and (c.homeroom_membership_id = :membership or :sees_school = 1)
group by c.class_id, c.grade, c.letter
order by c.grade, c.letter collate "kk-x-icu"
