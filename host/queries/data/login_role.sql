select 0, 0, 0, 0, 0, 0 where :role is null
