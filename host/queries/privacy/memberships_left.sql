select count(*) from core_membership where person_id = :person and id <> :membership
