-- Who could sign in already is shown what somebody else has changed.
update core_account
set address_changed_at_ms = :now,
    address_news_at_ms = case when password_hash is null or person_id = :by then address_news_at_ms else :now end
where person_id = :person
