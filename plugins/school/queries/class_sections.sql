select s.id, s.subject_id, b.name, s.teacher_membership_id,
       (select trim(p.family_name || ' ' || p.given_name || ' ' || p.patronymic)
        from api_core_person_v1 p
        where p.organisation_id = s.organisation_id and p.membership_id = s.teacher_membership_id)
from school_section s
join school_subject b on b.organisation_id = s.organisation_id and b.id = s.subject_id
where s.organisation_id = :organisation and s.class_id = :class and s.closed_on is null
order by b.name collate "kk-x-icu", s.id
