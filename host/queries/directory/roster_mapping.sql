select mapping from core_roster_mapping
where organisation_id = :organisation and kind = :kind and shape = :shape
