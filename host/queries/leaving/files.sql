select f.id, f.module, f.name, f.content_type, f.bytes, f.sha256, f.state, f.created_by, f.created_at_ms as created_at
from core_file f where f.organisation_id = :organisation
