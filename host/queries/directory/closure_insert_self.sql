insert into core_organisation_closure (ancestor_id, organisation_id, depth) values (:id, :id, 0)
