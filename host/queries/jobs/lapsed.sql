select count(*) from core_job where state = 'running' and next_at_ms < :now
