insert into core_membership (organisation_id, id, person_id, profile, position, valid_from, valid_until)
values (:organisation, :id, :person, 'employee', :position, :valid_from, null)
