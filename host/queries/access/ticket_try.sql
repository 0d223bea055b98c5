-- No row changed: it was tried too often.
update core_ticket set tries = tries + 1 where token_hash = :token_hash and tries < :most
