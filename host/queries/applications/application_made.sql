update core_application
set organisation_id = :organisation, membership_id = :membership
where id = :id
