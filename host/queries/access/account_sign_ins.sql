-- When somebody signed in before this time, and the wrong passwords since then.
select signed_in_before_at_ms, failures + failures_before from core_account where person_id = :person
