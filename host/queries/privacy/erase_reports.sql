delete from core_data_report where organisation_id = :organisation and person_id = :person
