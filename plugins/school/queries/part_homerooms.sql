update school_class set homeroom_membership_id = null
where organisation_id = :organisation and homeroom_membership_id = :member
