-- since: when it was answered or closed; of one that waits, when it came to whom it waits for.
delete from core_support_message
where (state <> 'open' and changed_at_ms < :answered_before_ms)
   or (state = 'open' and changed_at_ms < :open_before_ms)
