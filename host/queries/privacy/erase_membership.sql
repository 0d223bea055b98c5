update core_membership set position = '', person_id = :nobody
where organisation_id = :organisation and id = :membership
