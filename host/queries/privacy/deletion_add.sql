insert into core_deletion (id, organisation_id, membership_id, person_id, ground, note, asked_by,
                           asked_at_ms, certificate)
values (:id, :organisation, :membership, :person, :ground, :note, :by, :now, '')
