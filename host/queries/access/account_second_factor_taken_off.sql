-- null: the person has read it, or has a new one.
update core_account set second_factor_taken_off_at_ms = :at where person_id = :person
