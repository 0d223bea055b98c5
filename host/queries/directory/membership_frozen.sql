-- Whether the profile is deleted, or being erased: nobody changes or opens it.
select 1 from core_deletion
where organisation_id = :organisation and membership_id = :membership and taken_back_at_ms is null
      and confirmed_at_ms is not null
