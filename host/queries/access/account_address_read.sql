update core_account set address_news_at_ms = null where person_id = :person
