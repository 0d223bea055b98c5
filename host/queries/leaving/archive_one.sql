select a.organisation_id, a.locale, a.state, a.bytes, a.expires_at_ms from core_school_archive a where a.id = :id
