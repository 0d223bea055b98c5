update core_membership_end set note = ''
where organisation_id = :organisation and membership_id = :membership and note <> ''
