-- The mailbox is theirs: the one the link was sent to.
update core_news_reader
set address = link_address, confirmed_at_ms = :now, link_hash = '', link_address = '', link_until_ms = 0
where person_id = :person and link_hash = :hash
