-- One that waits for an answer stays until it has lapsed; then the applicant is told, and it goes.
delete from core_application
where (state = 'unconfirmed' and created_at_ms < :unconfirmed_before)
   or (state = 'refused' and decided_by is null and changed_at_ms < :lapsed_before)
   or (state in ('returned', 'approved', 'refused') and changed_at_ms < :answered_before)
