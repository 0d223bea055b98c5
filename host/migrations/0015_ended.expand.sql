-- Why somebody's access in an organisation ended, from which day, and whether it was opened again. What
-- shuts the door is valid_until of the membership, the day before; here is what it was until then.
create table core_membership_end (
    organisation_id bigint not null,
    id bigint not null,
    membership_id bigint not null,
    ground text not null check (ground in ('studies_ended', 'expelled', 'moved', 'child_left',
                                           'employment_ended', 'service_ended')),
    first_day date not null,
    note text not null,
    valid_until_before date,
    ended_by bigint not null,
    ended_at_ms bigint not null,
    told int not null,
    reopened_by bigint,
    reopened_at_ms bigint,
    primary key (organisation_id, id),
    foreign key (organisation_id, membership_id) references core_membership (organisation_id, id)
);
create unique index core_membership_end_one on core_membership_end (organisation_id, membership_id)
    where reopened_at_ms is null;
create index core_membership_end_due on core_membership_end (first_day) where told = 0;

-- Profiles the operator has restricted or blocked; one at a time for a person. It ends with until_ms by
-- itself, or when somebody lifts it or puts another in its place.
create table core_restriction (
    id bigint primary key,
    person_id bigint not null references core_person (id),
    level text not null check (level in ('restricted', 'blocked')),
    reason text not null check (reason in ('6.1', '6.2', '6.3', '6.4', '6.5', '6.6', '6.7', '6.8')),
    note text not null,
    from_ms bigint not null,
    until_ms bigint,
    imposed_by bigint not null,
    ended_at_ms bigint,
    ended_by bigint
);
create unique index core_restriction_one on core_restriction (person_id) where ended_at_ms is null;
create index core_restriction_person on core_restriction (person_id, id);
