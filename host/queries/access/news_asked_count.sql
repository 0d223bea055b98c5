select count(*) from core_news_consent where person_id = :person and act = 'asked' and happened_at_ms > :since
