update core_newsletter set written = written - :count where organisation_id = :organisation and id = :id
