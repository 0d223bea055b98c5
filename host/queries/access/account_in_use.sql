select locale from core_account where person_id = :person and password_hash is not null
