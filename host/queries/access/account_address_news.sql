select address_news_at_ms from core_account where person_id = :person
