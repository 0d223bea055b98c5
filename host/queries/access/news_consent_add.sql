insert into core_news_consent (id, person_id, act, way, words, locale, network, happened_at_ms)
values (:id, :person, :act, :way, :words, :locale, :network, :now)
