-- Else they would say who it was that learned there, or here.
delete from core_transfer
where (from_organisation_id = :organisation and from_membership_id = :membership)
   or (to_organisation_id = :organisation and to_membership_id = :membership)
