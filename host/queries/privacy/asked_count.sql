select count(*) from core_deletion
where organisation_id = :organisation and taken_back_at_ms is null and confirmed_at_ms is null
