-- No row changed: none of the person's, or used.
update core_recovery_code set used_at_ms = :now
where person_id = :person and digest = :digest and used_at_ms is null
