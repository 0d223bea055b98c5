-- member_organisation: of somebody elsewhere; else null.
insert into core_credential_slip (organisation_id, batch_id, number, membership_id,
                                  member_organisation_id, state, sealed)
values (:organisation, :batch, :number, :membership, :member_organisation, 'waiting', '')
