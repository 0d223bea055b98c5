update core_roster_upload set new_count = :new, changed_count = :changed, left_out_count = :left_out
where organisation_id = :organisation and id = :id
