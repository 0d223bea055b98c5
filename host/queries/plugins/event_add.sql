insert into core_event (id, organisation_id, topic, subject, payload, created_at_ms)
values (:id, :organisation, :topic, :subject, :payload, :now)
