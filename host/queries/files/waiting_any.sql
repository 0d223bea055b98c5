select 1 from core_file where state = 'waiting' limit 1
