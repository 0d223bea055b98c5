insert into core_agreement_end (agreement_id, id, after_number, ended_from, ended_at_ms, ended_by)
values (:agreement, :id, :after, :from, :at_ms, :by)
