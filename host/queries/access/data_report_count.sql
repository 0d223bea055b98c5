select count(*) from core_data_report where person_id = :person and kind = 'data' and closed_at_ms is null
