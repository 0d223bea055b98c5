select membership_id, field, was, became from core_roster_change
where organisation_id = :organisation and upload_id = :upload
order by number
