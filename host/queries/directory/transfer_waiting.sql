select id, to_organisation_id, first_day from core_transfer
where from_organisation_id = :organisation and from_membership_id = :membership and state = 'waiting'
