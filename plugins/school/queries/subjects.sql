select s.id, s.name,
       (select count(*) from school_section t
        where t.organisation_id = s.organisation_id and t.subject_id = s.id and t.closed_on is null)
from school_subject s
where s.organisation_id = :organisation
order by s.name collate "kk-x-icu"
