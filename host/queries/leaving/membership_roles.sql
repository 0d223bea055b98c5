select r.membership_id, r.role from core_membership_role r where r.organisation_id = :organisation
