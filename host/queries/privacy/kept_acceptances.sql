select count(*) from core_agreement_acceptance where person_id = :person
