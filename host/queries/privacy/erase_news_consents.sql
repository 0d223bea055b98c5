delete from core_news_consent where person_id = :person
