delete from core_job
where state in ('done', 'cancelled') and finished_at_ms < :before
