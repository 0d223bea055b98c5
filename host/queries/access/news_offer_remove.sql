update core_news_reader set link_hash = '', link_address = '', link_until_ms = 0 where person_id = :person
