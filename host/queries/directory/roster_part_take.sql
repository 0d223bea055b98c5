-- What was answered was of other rows.
update core_roster_upload
set part = :number, content = :content, mapping = :mapping, rows_total = :rows_total, file_name = :file_name, answers = ''
where organisation_id = :organisation and id = :upload and applied_at_ms is null
      and not exists (select 1 from core_job j
                      where j.id = core_roster_upload.job_id and j.state in ('waiting', 'running'))
