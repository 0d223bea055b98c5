-- No row changed: the person has had as many as a day may bring.
update core_account
set recovery_letters = case when recovery_day = :today then recovery_letters + 1 else 1 end,
    recovery_day = :today
where person_id = :person and (recovery_day <> :today or recovery_letters < :most)
