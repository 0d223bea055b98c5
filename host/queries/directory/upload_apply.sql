-- What was read and checked is what is saved: another sheet or other columns chosen meanwhile are none of it.
-- The file has done its work: what it says of people stands in their own rows now.
update core_roster_upload set applied_at_ms = :now_ms, applied_by = :by, content = '', answers = ''
where organisation_id = :organisation and id = :id and applied_at_ms is null and mapping = :mapping and part = :part
