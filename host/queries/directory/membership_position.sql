update core_membership set position = :position
where organisation_id = :organisation and id = :membership
