insert into core_event (id, organisation_id, topic, payload, created_at_ms)
values (:id, :organisation, :topic, :payload, :now)
