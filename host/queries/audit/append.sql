insert into core_audit
    (id, at_ms, organisation_id, person_id, module, action, subject, detail, request_id)
values
    (:id, :at_ms, :organisation, :person, :module, :action, :subject, :detail, :request)
