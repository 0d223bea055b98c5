update core_deletion set wound_up = 1 where id = :id
