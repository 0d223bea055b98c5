-- Of other schools nothing is kept but how many they are.
update core_roster_part set content = ''
where organisation_id = :organisation and upload_id = :upload and code <> ''
