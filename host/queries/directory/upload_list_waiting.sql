select u.id, u.kind, u.file_name, u.uploaded_at_ms,
       case when exists (select 1 from core_job j
                         where j.id = u.job_id and j.state in ('waiting', 'running'))
            then 1 else 0 end
from core_roster_upload u
where u.organisation_id = :organisation and u.applied_at_ms is null
order by u.id desc
