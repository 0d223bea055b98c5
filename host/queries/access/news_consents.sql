select act, way, words, locale, happened_at_ms
from core_news_consent
where person_id = :person
order by happened_at_ms desc, id desc
limit :most
