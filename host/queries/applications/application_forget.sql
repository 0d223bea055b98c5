-- One that waits for an answer stays.
delete from core_application
where (state = 'unconfirmed' and created_at_ms < :unconfirmed_before)
   or (state in ('returned', 'approved', 'refused') and changed_at_ms < :answered_before)
