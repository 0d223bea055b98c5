-- One that waits for its next attempt needs not.
update core_job set next_at_ms = :now where id = :id and state = 'waiting'
