update core_account set address_changed_at_ms = :now where person_id = :person
