-- An official sees numbers; for a reason and until a day an operator lets them see people beneath by name.
-- At most one at a time: it ends when it is withdrawn, or by its day, which a job writes down.
create table core_names_grant (
    id bigint primary key,
    organisation_id bigint not null,
    membership_id bigint not null,
    reason text not null,
    last_day date not null,
    granted_by bigint not null,
    granted_at_ms bigint not null,
    withdrawn_by bigint,
    withdrawn_at_ms bigint,
    expired_at_ms bigint,
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);
create unique index core_names_grant_one on core_names_grant (organisation_id, membership_id)
    where withdrawn_at_ms is null and expired_at_ms is null;
create index core_names_grant_of on core_names_grant (organisation_id, membership_id, id);
create index core_names_grant_due on core_names_grant (last_day)
    where withdrawn_at_ms is null and expired_at_ms is null;
