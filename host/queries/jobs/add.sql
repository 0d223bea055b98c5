insert into core_job (id, module, organisation_id, kind, job_key, payload, state, attempts,
                      attempts_max, next_at_ms, taken, cancel_asked, done, total, error, created_at_ms)
values (:id, :module, :organisation, :kind, :key, :payload, 'waiting', 0, :attempts_max, :next, 0, 0,
        0, 0, '', :now)
