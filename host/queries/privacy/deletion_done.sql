update core_deletion set erased_at_ms = :now, certificate = :certificate
where id = :id and erased_at_ms is null
