insert into core_transfer
    (id, from_organisation_id, from_membership_id, to_organisation_id, first_day, note, state, asked_by, asked_at_ms)
values
    (:id, :from_organisation, :membership, :to_organisation, :first_day, :note, 'waiting', :by, :now)
