select id, sha256, bytes, content_type, name, state, created_at_ms
from core_file
where organisation_id = :organisation and id = :id and module = :module
