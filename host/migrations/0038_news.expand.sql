-- News by mail. Who gets them: a mailbox that was shown to be the person's, and since when they are on.
-- secret: signs the links that end them; it outlives their end, so that a link in an old letter works.
-- link_…: what was sent to a mailbox that is to be confirmed; empty: nothing.
create table core_news_reader (
    person_id bigint primary key references core_person (id),
    secret text not null,
    address text not null,
    confirmed_at_ms bigint,
    on_since_ms bigint,
    link_hash text not null,
    link_address text not null,
    link_until_ms bigint not null
);
create index core_news_reader_on on core_news_reader (person_id) where on_since_ms is not null;
create index core_news_reader_link on core_news_reader (link_hash) where link_hash <> '';

-- What somebody said to it, or what ended it: only ever added to. words: what they read when they agreed.
create table core_news_consent (
    id bigint primary key,
    person_id bigint not null references core_person (id),
    act text not null check (act in ('asked', 'on', 'off')),
    way text not null check (way in ('account', 'confirmed', 'page', 'one_click', 'address_changed', 'left', 'console')),
    words text not null,
    locale text not null,
    network text not null,
    happened_at_ms bigint not null
);
create index core_news_consent_person on core_news_consent (person_id, happened_at_ms);

-- Newsletters of an organisation to readers in it and beneath. after_person: so far the job is.
create table core_newsletter (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    state text not null check (state in ('draft', 'sending', 'sent', 'cancelled')),
    revision bigint not null,
    subject_kk text not null,
    subject_ru text not null,
    subject_en text not null,
    text_kk text not null,
    text_ru text not null,
    text_en text not null,
    changed_by bigint not null,
    changed_at_ms bigint not null,
    sent_by bigint not null,
    begun_at_ms bigint,
    ended_at_ms bigint,
    job_id bigint not null,
    readers bigint not null,
    written bigint not null,
    after_person bigint not null,
    primary key (organisation_id, id)
);

-- Where a letter's list is left with one click; empty: it is of no list.
alter table core_mail add column unsubscribe text not null default '';
create index core_mail_newsletter on core_mail (organisation_id, key, state) where module = 'core.news';
