-- Somebody else changed the person's e-mail address; null once the person has read it.
alter table core_account add column address_news_at_ms bigint;
