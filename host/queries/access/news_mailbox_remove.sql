-- Another mailbox is to be confirmed anew.
update core_news_reader set address = '', confirmed_at_ms = null where person_id = :person
