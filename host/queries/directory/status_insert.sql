insert into core_organisation_status
    (organisation_id, id, status, first_day, reason, entered_by, entered_at_ms)
values
    (:organisation, :id, :status, :first_day, :reason, :by, :now_ms)
