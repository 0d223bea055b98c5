delete from core_join_code where until_ms <= :now
