-- What learners achieve and learn beside lessons, and who entered it.

-- batch_id is the form it came by, so that one that is sent twice enters nothing twice. An entry that was
-- removed stays, and may be put back. former_membership_id: brought along from a former school, as whom
-- they learned there.
create table portfolio_entry (
    organisation_id bigint not null,
    id bigint not null,
    learner_membership_id bigint not null,
    batch_id bigint not null,
    kind text not null check (kind in
        ('olympiad', 'competition', 'sport', 'art', 'project', 'course', 'volunteering', 'other')),
    level text check (level in ('class', 'school', 'district', 'region', 'country', 'international')),
    title text not null,
    result text not null,
    begins_on date not null,
    ends_on date, -- null: one day, or a course that goes on
    place text not null,
    note text not null,
    revision int not null,
    removed_at_ms bigint,
    former_membership_id bigint,
    constraint portfolio_entry_key primary key (organisation_id, id),
    constraint portfolio_entry_once unique (organisation_id, learner_membership_id, batch_id)
);

-- Only ever added to; goes with the learner.
create table portfolio_change (
    organisation_id bigint not null,
    learner_membership_id bigint not null,
    entry_id bigint not null,
    revision int not null,
    deed text not null check (deed in ('added', 'changed', 'removed', 'restored')),
    changed_by bigint not null,
    changed_at_ms bigint not null,
    constraint portfolio_change_key
        primary key (organisation_id, learner_membership_id, entry_id, revision)
);
create index portfolio_change_by on portfolio_change (organisation_id, changed_by);

-- The schools whose record a learner brought along, each taken once.
create table portfolio_former_school (
    organisation_id bigint not null,
    learner_membership_id bigint not null,
    former_membership_id bigint not null, -- as whom they learned there
    school_kk text not null,
    school_ru text not null,
    school_en text not null,
    left_on date not null, -- the first day they were not there
    taken_at_ms bigint not null,
    constraint portfolio_former_school_key
        primary key (organisation_id, learner_membership_id, former_membership_id)
);
-- By which copies are found when the learner is erased at the school they came from.
create index portfolio_former_school_former on portfolio_former_school (former_membership_id);
create index portfolio_entry_former on portfolio_entry (former_membership_id);
