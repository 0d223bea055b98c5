select id, sha256, bytes, content_type, name, state, created_at_ms
from core_file
where state = 'waiting'
order by id
limit 100
