insert into core_restriction (id, person_id, level, reason, note, from_ms, until_ms, imposed_by)
values (:id, :person, :level, :reason, :note, :now, :until, :by)
