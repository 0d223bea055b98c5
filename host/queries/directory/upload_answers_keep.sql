update core_roster_upload set answers = :answers
where organisation_id = :organisation and id = :id and applied_at_ms is null
      and not exists (select 1 from core_job j
                      where j.id = core_roster_upload.job_id and j.state in ('waiting', 'running'))
