update core_news_reader
set link_hash = :hash, link_address = :address, link_until_ms = :until
where person_id = :person
