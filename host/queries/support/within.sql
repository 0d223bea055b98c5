select 1 from core_organisation_closure
where ancestor_id = :outer_id and organisation_id = :inner_id
