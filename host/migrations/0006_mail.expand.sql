-- Letters: written with what they tell of, sent once that is committed, kept for a while. The address
-- is the person's when it is sent.
create table core_mail (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    module text not null,
    key text not null,
    membership_id bigint not null,
    person_id bigint not null references core_person (id),
    template text not null,
    locale text not null,
    subject text not null,
    body text not null,
    html text not null,
    state text not null check (state in ('waiting', 'sent', 'failed')),
    attempts int not null,
    next_at_ms bigint not null,
    last_error text not null,
    created_at_ms bigint not null,
    sent_at_ms bigint,
    primary key (organisation_id, id),
    constraint core_mail_once unique (organisation_id, module, membership_id, key)
);
create index core_mail_due on core_mail (next_at_ms) where state = 'waiting';
create index core_mail_state on core_mail (state, created_at_ms);
create index core_mail_person on core_mail (person_id, sent_at_ms);
create index core_mail_module on core_mail (module, sent_at_ms);
