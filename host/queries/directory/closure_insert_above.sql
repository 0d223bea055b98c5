insert into core_organisation_closure (ancestor_id, organisation_id, depth)
select ancestor_id, :id, depth + 1 from core_organisation_closure where organisation_id = :parent
