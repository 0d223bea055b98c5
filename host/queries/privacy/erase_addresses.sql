update core_agreement_acceptance set address = '' where person_id = :person and address <> ''
