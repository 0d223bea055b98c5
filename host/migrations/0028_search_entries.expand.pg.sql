-- What modules let be found: one entry for each thing that has a page, by words that are folded already. They
-- stand with all other words, under the kind "module.kind". See docs/decisions/0031-search-of-modules.md.
create table core_search_entry (
    organisation_id bigint not null,
    module text not null,
    kind text not null,
    entry_id bigint not null,
    membership_id bigint not null, -- whom it is about; 0: nobody
    title text not null,
    title_ru text not null,
    title_en text not null,
    detail text not null,
    words text not null,
    primary key (organisation_id, module, kind, entry_id)
);
create index core_search_entry_member on core_search_entry (organisation_id, membership_id);

-- By which version of a module its entries of an organisation were put, all of them.
create table core_search_state (
    organisation_id bigint not null,
    module text not null,
    stamp text not null,
    primary key (organisation_id, module)
);

create function core_search_entry_words() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from core_search_word
        where organisation_id = old.organisation_id and kind = old.module || '.' || old.kind
              and entry_id = old.entry_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into core_search_word (organisation_id, kind, word, entry_id)
        select new.organisation_id, new.module || '.' || new.kind, w.word, new.entry_id
        from core_search_words(new.words) as w (word)
        on conflict do nothing;
    end if;
    return null;
end
$$;
create trigger core_search_entry_added after insert or delete on core_search_entry
    for each row execute function core_search_entry_words();
create trigger core_search_entry_changed after update of words on core_search_entry
    for each row when (old.words <> new.words) execute function core_search_entry_words();

-- What the host writes in a session of a plugin's login (0004).
create function core_plugin_search_room(given_key text, organisation bigint, own_kind text, entry bigint,
                                        most bigint)
returns bigint language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
begin
    if exists (select 1 from core_search_entry e
               where e.organisation_id = organisation and e.module = caller and e.kind = own_kind
                     and e.entry_id = entry) then
        return 1;
    end if;
    return (select case when count(*) < most then 1 else 0 end
            from (select 1 from core_search_entry c
                  where c.organisation_id = organisation and c.module = caller and c.kind = own_kind
                  limit most) few);
end
$$;

create function core_plugin_search_put(given_key text, organisation bigint, own_kind text, entry bigint,
                                       member bigint, new_title text, russian text, english text,
                                       new_detail text, new_words text)
returns void language plpgsql security definer as $$
begin
    insert into core_search_entry (organisation_id, module, kind, entry_id, membership_id, title, title_ru,
                                   title_en, detail, words)
    values (organisation, core_plugin_caller(given_key), own_kind, entry, member, new_title, russian,
            english, new_detail, new_words)
    on conflict (organisation_id, module, kind, entry_id) do update
    set membership_id = excluded.membership_id, title = excluded.title, title_ru = excluded.title_ru,
        title_en = excluded.title_en, detail = excluded.detail, words = excluded.words;
end
$$;

create function core_plugin_search_remove(given_key text, organisation bigint, own_kind text, entry bigint)
returns void language plpgsql security definer as $$
begin
    delete from core_search_entry e
    where e.organisation_id = organisation and e.module = core_plugin_caller(given_key)
          and e.kind = own_kind and e.entry_id = entry;
end
$$;

create function core_plugin_search_clear(given_key text, organisation bigint, new_stamp text)
returns void language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
begin
    delete from core_search_entry e where e.organisation_id = organisation and e.module = caller;
    insert into core_search_state (organisation_id, module, stamp)
    values (organisation, caller, new_stamp)
    on conflict (organisation_id, module) do update set stamp = excluded.stamp;
end
$$;

revoke execute on function core_plugin_search_room, core_plugin_search_put, core_plugin_search_remove,
    core_plugin_search_clear from public;

do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_search_room', 'core_plugin_search_put',
                                'core_plugin_search_remove', 'core_plugin_search_clear'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;

-- Classes are what the module school lets be found: a class remains a word of its learners alone.
drop view core_search_of_member;
create view core_search_of_member as
    select m.organisation_id, 'person'::text as kind, m.id as entry_id, m.person_id, w.word
    from core_membership m
    join core_person p on p.id = m.person_id
    left join core_account a on a.person_id = m.person_id
    cross join lateral core_search_words(
        p.family_name || ' ' || p.given_name || ' ' || p.patronymic || ' ' || p.phone || ' '
        || substr(p.phone, 3) || ' ' || coalesce(a.login, '') || ' '
        || coalesce((select string_agg(replace(replace(l.label, ' ', ''), '-', ''), ' ')
                     from core_placement l
                     where l.organisation_id = m.organisation_id and l.membership_id = m.id
                           and l.kind = 'class'), '')) as w (word);
delete from core_search_word where kind = 'class';

-- What is written for many people at once, as by a roster, is looked at once: a call for each row costs more
-- than the words. Only what an update changes is still looked at row by row, for most of them change no name.
drop trigger core_search_membership_added on core_membership;
create or replace function core_search_membership_added() returns trigger language plpgsql as $$
begin
    -- They have no words yet: a conflict need not be looked for.
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select distinct v.organisation_id, v.kind, v.word collate "C", v.entry_id
    from fresh f
    join core_search_of_member v on v.organisation_id = f.organisation_id and v.entry_id = f.id;
    return null;
end
$$;
create trigger core_search_membership_added after insert on core_membership
    referencing new table as fresh
    for each statement execute function core_search_membership_added();

drop trigger core_search_membership_removed on core_membership;
create or replace function core_search_membership_removed() returns trigger language plpgsql as $$
begin
    delete from core_search_word w using gone g
    where w.organisation_id = g.organisation_id and w.kind = 'person' and w.entry_id = g.id;
    delete from core_search_entry e using gone g
    where e.organisation_id = g.organisation_id and e.membership_id = g.id;
    return null;
end
$$;
create trigger core_search_membership_removed after delete on core_membership
    referencing old table as gone
    for each statement execute function core_search_membership_removed();

create or replace function core_search_membership_given() returns trigger language plpgsql as $$
begin
    perform core_search_renew(new.person_id);
    return null;
end
$$;

drop trigger core_search_account_added on core_account;
create or replace function core_search_account_added() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select m.organisation_id, 'person', w.word, m.id
    from fresh a
    join core_membership m on m.person_id = a.person_id
    cross join lateral core_search_words(a.login) as w (word)
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_account_added after insert on core_account
    referencing new table as fresh
    for each statement execute function core_search_account_added();

drop trigger core_search_placement_added on core_placement;
create or replace function core_search_placement_added() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select l.organisation_id, 'person', w.word, l.membership_id
    from fresh l
    cross join lateral core_search_words(replace(replace(l.label, ' ', ''), '-', '')) as w (word)
    where l.kind = 'class'
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_placement_added after insert on core_placement
    referencing new table as fresh
    for each statement execute function core_search_placement_added();

drop trigger core_search_placement_removed on core_placement;
create or replace function core_search_placement_removed() returns trigger language plpgsql as $$
begin
    delete from core_search_word w using gone g
    where g.kind = 'class' and w.organisation_id = g.organisation_id and w.kind = 'person'
          and w.entry_id = g.membership_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select v.organisation_id, v.kind, v.word, v.entry_id
    from (select distinct g.organisation_id, g.membership_id from gone g where g.kind = 'class') f
    join core_search_of_member v on v.organisation_id = f.organisation_id and v.entry_id = f.membership_id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_placement_removed after delete on core_placement
    referencing old table as gone
    for each statement execute function core_search_placement_removed();
