insert into core_placement (organisation_id, membership_id, kind, label)
values (:organisation, :membership, :kind, :label)
