select fetched_at_ms from core_school_archive where organisation_id = :organisation
