select planned_at_ms from core_schedule where module = :module and kind = :kind
