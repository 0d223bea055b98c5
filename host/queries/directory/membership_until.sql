update core_membership set valid_until = :valid_until
where organisation_id = :organisation and id = :membership
