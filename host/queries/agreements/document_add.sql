insert into core_agreement (id, organisation_id, code, kind, created_at_ms)
values (:id, :organisation, :code, :kind, :at_ms)
