insert into core_membership (organisation_id, id, person_id, profile, position, valid_from)
values (:organisation, :id, :person, :profile, :position, :today)
