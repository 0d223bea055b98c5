insert into core_membership_role (organisation_id, membership_id, role)
values (:organisation, :membership, :role)
