delete from core_news_reader where person_id = :person
