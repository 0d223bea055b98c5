select u.id, u.kind, u.file_name, u.uploaded_by, u.uploaded_at_ms as uploaded_at, u.applied_at_ms as applied_at,
       u.rows_total, u.new_count, u.changed_count, u.left_out_count, u.undone_at_ms as undone_at
from core_roster_upload u where u.organisation_id = :organisation
