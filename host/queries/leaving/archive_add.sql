insert into core_school_archive (id, organisation_id, ordered_by, locale, state, bytes, trouble, job_id, ordered_at_ms)
values (:id, :organisation, :by, :locale, 'waiting', 0, '', :job, :now)
