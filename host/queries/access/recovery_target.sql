-- Somebody with a password and an address that was there before :rested (or that a clock changed that
-- was days ahead, not one that was a moment ahead of this host's); empty where they have never had one.
select a.password_hash, a.locale
from core_account a
join core_person p on p.id = a.person_id
where a.person_id = :person
  and a.password_hash is not null
  and p.email <> ''
  and (a.address_changed_at_ms <= :rested or a.address_changed_at_ms > :far)
