-- A slip for a member of another organisation than the one in which it was asked for: first administrators of
-- many schools, named by the operator. Null: of the batch's own.
alter table core_credential_slip add column member_organisation_id bigint references core_organisation (id);
create index core_credential_slip_membership on core_credential_slip (membership_id);
