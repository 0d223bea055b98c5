update core_data_report
set closed_at_ms = :now, outcome = :outcome, answer = :answer
where organisation_id = :organisation and id = :id and closed_at_ms is null
