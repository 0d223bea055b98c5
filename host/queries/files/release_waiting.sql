update core_file set state = 'ready' where state = 'waiting'
