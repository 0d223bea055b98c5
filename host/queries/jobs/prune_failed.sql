delete from core_job where state = 'failed' and finished_at_ms < :before
