-- Somebody who moves to another organisation: asked for by the one they leave, accepted or declined by
-- the one they come to. Between two organisations, so that the id alone is the key. first_day: the first
-- without access there and with it here. told: modules have heard of a day that was still to come.
create table core_transfer (
    id bigint primary key,
    from_organisation_id bigint not null,
    from_membership_id bigint not null,
    to_organisation_id bigint not null references core_organisation (id),
    first_day date not null,
    note text not null,
    state text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
    asked_by bigint not null,
    asked_at_ms bigint not null,
    decided_by bigint,
    decided_at_ms bigint,
    reason text not null default '',
    to_membership_id bigint,
    told int not null default 0,
    foreign key (from_organisation_id, from_membership_id) references core_membership (organisation_id, id),
    foreign key (to_organisation_id, to_membership_id) references core_membership (organisation_id, id)
);
create unique index core_transfer_one on core_transfer (from_organisation_id, from_membership_id)
    where state = 'waiting';
create index core_transfer_from on core_transfer (from_organisation_id, id);
create index core_transfer_to on core_transfer (to_organisation_id, id);
create index core_transfer_due on core_transfer (first_day) where state = 'accepted' and told = 0;

-- What a module that is on at the new organisation may know: as whom somebody came, and as whom they left.
create view api_core_transfer_v1 as
    select t.to_organisation_id as organisation_id, t.to_membership_id as membership_id,
           t.from_organisation_id, t.from_membership_id, t.first_day
    from core_transfer t
    join core_module_reach r on r.organisation_id = t.to_organisation_id and r.module = kerege_module()
    where t.state = 'accepted';
