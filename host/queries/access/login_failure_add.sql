-- Counts an attempt unless the key has to wait; no row then. Failures long ago don't count.
insert into core_login_failure (key, failures, blocked_until_ms, last_at_ms)
values (:key, 1, 0, :now)
on conflict (key) do update
set failures = case
                   when core_login_failure.last_at_ms < :forgotten_before then 1
                   else core_login_failure.failures + 1
               end,
    last_at_ms = :now
where core_login_failure.blocked_until_ms <= :now
returning failures
