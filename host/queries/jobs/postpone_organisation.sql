-- The module is off there.
update core_job
set next_at_ms = :next
where module = :module and state = 'waiting' and organisation_id = :organisation and next_at_ms <= :now
