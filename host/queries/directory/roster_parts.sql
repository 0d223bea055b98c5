-- Of a file that waits. What can't be taken has no content.
select p.number, p.name, p.code, p.rows_total, case when p.content = '' then 0 else 1 end, u.parts, u.part, u.kind,
       u.file_name
from core_roster_part p
join core_roster_upload u on u.organisation_id = p.organisation_id and u.id = p.upload_id
where p.organisation_id = :organisation and p.upload_id = :upload and u.applied_at_ms is null
order by p.number
