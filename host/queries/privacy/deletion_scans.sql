-- Of those taken back before, too.
select scan_file from core_deletion
where organisation_id = :organisation and membership_id = :membership and scan_file is not null
