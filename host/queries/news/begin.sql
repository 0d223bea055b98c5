update core_newsletter
set state = 'sending', sent_by = :by, begun_at_ms = :now, job_id = :job, readers = :readers
where organisation_id = :organisation and id = :id and state = 'draft' and revision = :revision
