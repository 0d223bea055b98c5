-- What the virus scanner is asked about next: new files first, then those it could not judge, by turns.
select id, sha256, scan_at_ms, scan_attempts
from core_file
where state = 'waiting' and scan_at_ms <= :now
order by scan_at_ms, id
limit 1
