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

-- What the host does for a plugin in the plugin's session (see 0004).
create function core_plugin_mail_recipient(given_key text, organisation bigint, membership bigint,
                                           today date)
returns table (person bigint, has_address int, locale text)
language plpgsql stable security definer as $$
begin
    return query select m.person_id, case when p.email <> '' then 1 else 0 end, coalesce(a.locale, '')
        from core_membership m
        join core_module_reach r
             on r.organisation_id = m.organisation_id
                and r.module = replace(core_plugin_caller(given_key), '.', '_')
        join core_person p on p.id = m.person_id
        left join core_account a on a.person_id = m.person_id
        where m.organisation_id = organisation and m.id = membership and m.valid_from <= today
          and (m.valid_until is null or m.valid_until >= today);
end
$$;

create function core_plugin_mail(given_key text, organisation bigint, letter bigint, news text,
                                 membership bigint, person bigint, template text, locale text,
                                 subject text, body text, html text, now_ms bigint)
returns bigint language plpgsql security definer as $$
declare
    added bigint;
begin
    insert into core_mail (organisation_id, id, module, key, membership_id, person_id, template, locale,
                           subject, body, html, state, attempts, next_at_ms, last_error, created_at_ms)
    values (organisation, letter, core_plugin_caller(given_key), news, membership, person, template,
            locale, subject, body, html, 'waiting', 0, now_ms, '', now_ms)
    on conflict on constraint core_mail_once do nothing;
    get diagnostics added = row_count;
    return added;
end
$$;

revoke execute on function core_plugin_mail_recipient, core_plugin_mail from public;

do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_mail_recipient', 'core_plugin_mail'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;
