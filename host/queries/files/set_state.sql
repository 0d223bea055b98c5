update core_file set state = :state where state = 'waiting' and id = :id
