insert into core_membership_end
    (organisation_id, id, membership_id, ground, first_day, note, valid_until_before, ended_by, ended_at_ms, told)
values
    (:organisation, :id, :membership, :ground, :first_day, :note, :valid_until_before, :by, :now, :told)
