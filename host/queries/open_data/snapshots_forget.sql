delete from core_open_snapshot where id < :kept
