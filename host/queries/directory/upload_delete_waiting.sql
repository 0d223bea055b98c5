-- One that a job has is not in the way.
delete from core_roster_upload
where organisation_id = :organisation and kind = :kind and applied_at_ms is null
      and not exists (select 1 from core_job j
                      where j.id = core_roster_upload.job_id and j.state in ('waiting', 'running'))
