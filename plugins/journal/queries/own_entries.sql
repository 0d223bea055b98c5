-- What a teacher entered, as numbers: whose marks they were is other people's data.
select c.section_id, j.name, count(*), min(c.changed_at_ms), max(c.changed_at_ms)
from journal_entry_change c
left join api_school_section_v1 s on s.organisation_id = c.organisation_id and s.section_id = c.section_id
left join api_school_subject_v1 j on j.organisation_id = s.organisation_id and j.subject_id = s.subject_id
where c.organisation_id = :organisation and c.changed_by = :member
group by c.section_id, j.name
order by c.section_id
