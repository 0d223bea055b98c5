delete from core_mail where state in ('sent', 'failed') and created_at_ms < :before
