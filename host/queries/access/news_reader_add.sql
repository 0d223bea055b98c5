insert into core_news_reader (person_id, secret, address, link_hash, link_address, link_until_ms)
values (:person, :secret, '', '', '', 0)
on conflict (person_id) do nothing
