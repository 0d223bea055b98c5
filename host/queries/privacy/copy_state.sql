select id, state from core_personal_copy
where person_id = :person and membership_id = :membership and asked_by = :by
