update core_restriction set note = '' where person_id = :person and note <> ''
