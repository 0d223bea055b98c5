update core_account set first_login_at_ms = :now where person_id = :person and first_login_at_ms is null
