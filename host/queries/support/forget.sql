delete from core_support_message where changed_at_ms < :before_ms and state <> 'open'
