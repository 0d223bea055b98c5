-- Of one author, about whomever.
select count(*) from core_data_report
where coalesce(reported_by, person_id) = :person and kind = 'data' and closed_at_ms is null
