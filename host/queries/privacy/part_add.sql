insert into core_deletion_part (deletion_id, module, counts, done_at_ms)
values (:deletion, :module, :counts, :now)
