-- Of this membership, and those of all of the person's.
delete from core_personal_copy
where person_id = :person and (membership_id = :membership or membership_id = 0)
