select ancestor_id from core_organisation_closure
where organisation_id = :organisation
order by depth desc
limit 1
