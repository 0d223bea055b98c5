-- Memberships an import made and that still stand.
select id from core_membership
where organisation_id = :organisation and roster_upload_id = :upload
      and (valid_until is null or valid_until >= :today)
order by id
