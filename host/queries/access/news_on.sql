-- Changes nothing where they are on.
update core_news_reader
set on_since_ms = :now, link_hash = '', link_address = '', link_until_ms = 0
where person_id = :person and on_since_ms is null
