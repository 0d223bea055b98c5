-- Changes nothing where they are off.
update core_news_reader
set on_since_ms = null
where person_id = :person and on_since_ms is not null
