-- What came from an address, for an e-mail address, and what nobody has confirmed in all.
select (select count(*) from core_application
        where address_key = :address_key and created_at_ms > :since_ms),
       (select count(*) from core_application where email = :email and created_at_ms > :since_ms),
       (select count(*) from core_application where state = 'unconfirmed')
