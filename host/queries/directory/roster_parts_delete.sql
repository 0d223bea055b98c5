delete from core_roster_part where organisation_id = :organisation and upload_id = :upload
