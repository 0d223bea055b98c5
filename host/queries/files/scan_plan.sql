-- Changes nothing if another host took it meanwhile.
update core_file
set scan_at_ms = :at, scan_attempts = :attempts
where state = 'waiting' and id = :id and scan_at_ms = :seen
