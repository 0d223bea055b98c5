select s.section_id, b.name,
       (select p.family_name || ' ' || p.given_name
        from api_core_person_v1 p
        where p.organisation_id = s.organisation_id and p.membership_id = s.teacher_membership_id),
       sum(case when l.id is not null then 1 else 0 end),
       sum(case when l.id is not null and l.topic = '' and not exists
               (select 1 from journal_entry e
                where e.organisation_id = l.organisation_id and e.section_id = l.section_id
                  and e.lesson_id = l.id and (e.mark is not null or e.attendance is not null))
           then 1 else 0 end)
from api_school_section_v1 s
join api_school_subject_v1 b on b.organisation_id = s.organisation_id and b.subject_id = s.subject_id
left join journal_lesson l
    on l.organisation_id = s.organisation_id and l.section_id = s.section_id
   and l.held_on between :from and :until
where s.organisation_id = :organisation and s.class_id = :class and s.closed_on is null
group by s.organisation_id, s.section_id, s.teacher_membership_id, b.name
order by b.name collate "kk-x-icu", s.section_id
