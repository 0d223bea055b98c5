-- A file nobody has said yes to names people: it is not kept for ever.
delete from core_roster_upload where applied_at_ms is null and uploaded_at_ms < :before_ms
