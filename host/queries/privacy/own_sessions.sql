select s.device, s.created_at_ms, s.seen_at_ms from core_session s
where s.person_id = :person and cast(:membership as bigint) = 0 order by s.created_at_ms
