update core_session
set organisation_id = :organisation, membership_id = :membership
where token_hash = :token_hash and person_id = :person
