select level, until_ms from core_restriction
where person_id = :person and ended_at_ms is null and (until_ms is null or until_ms > :now)
