-- Those whose days are over too, which nobody has removed yet.
delete from core_school_archive
where organisation_id = :organisation and (id = :id or expires_at_ms <= :now)
