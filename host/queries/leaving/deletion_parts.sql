select p.deletion_id, p.module, p.counts, p.done_at_ms as done_at
from core_deletion_part p join core_deletion d on d.id = p.deletion_id
where d.organisation_id = :organisation
