select access_until, valid_until_before from core_deletion where id = :id and confirmed_at_ms is not null
