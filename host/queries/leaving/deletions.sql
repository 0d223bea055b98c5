select d.id, d.membership_id, d.ground, d.note, d.asked_by, d.asked_at_ms as asked_at, d.confirmed_by,
       d.confirmed_at_ms as begun_at, d.erase_on, d.taken_back_at_ms as taken_back_at, d.erased_at_ms as erased_at,
       d.certificate, d.scan_sha256
from core_deletion d where d.organisation_id = :organisation
