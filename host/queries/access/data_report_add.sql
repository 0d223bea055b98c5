insert into core_data_report
    (organisation_id, id, person_id, kind, message, created_at_ms, closed_at_ms, field, reported_by)
values (:organisation, :id, :person, 'data', :message, :now, null, :field, :by)
