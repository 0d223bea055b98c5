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
) without rowid;
create index core_search_entry_member on core_search_entry (organisation_id, membership_id);

-- By which version of a module its entries of an organisation were put, all of them.
create table core_search_state (
    organisation_id bigint not null,
    module text not null,
    stamp text not null,
    primary key (organisation_id, module)
) without rowid;

create trigger core_search_entry_added after insert on core_search_entry begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, new.module || '.' || new.kind, w.value, new.entry_id
    from json_each(core_search_words(new.words)) w
    where true
    on conflict do nothing;
end;

create trigger core_search_entry_changed after update of words on core_search_entry
when old.words <> new.words
begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind = old.module || '.' || old.kind
          and entry_id = old.entry_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, new.module || '.' || new.kind, w.value, new.entry_id
    from json_each(core_search_words(new.words)) w
    where true
    on conflict do nothing;
end;

create trigger core_search_entry_removed after delete on core_search_entry begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind = old.module || '.' || old.kind
          and entry_id = old.entry_id;
end;

create trigger core_search_entry_about_nobody after delete on core_membership begin
    delete from core_search_entry where organisation_id = old.organisation_id and membership_id = old.id;
end;

-- Classes are what the module school lets be found: a class remains a word of its learners alone.
drop trigger core_search_placement_added;
drop trigger core_search_placement_removed;
drop view core_search_of_member;
delete from core_search_word where kind = 'class';

create view core_search_of_member as
    select m.organisation_id, 'person' as kind, m.id as entry_id, m.person_id, w.value as word
    from core_membership m
    join core_person p on p.id = m.person_id
    left join core_account a on a.person_id = m.person_id
    join json_each(core_search_words(
        p.family_name || ' ' || p.given_name || ' ' || p.patronymic || ' ' || p.phone || ' '
        || substr(p.phone, 3) || ' ' || coalesce(a.login, '') || ' '
        || coalesce((select group_concat(replace(replace(l.label, ' ', ''), '-', ''), ' ')
                     from core_placement l
                     where l.organisation_id = m.organisation_id and l.membership_id = m.id
                           and l.kind = 'class'), ''))) w;

create trigger core_search_placement_added after insert on core_placement
when new.kind = 'class'
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, 'person', w.value, new.membership_id
    from json_each(core_search_words(replace(replace(new.label, ' ', ''), '-', ''))) w
    where true
    on conflict do nothing;
end;

create trigger core_search_placement_removed after delete on core_placement
when old.kind = 'class'
begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind = 'person' and entry_id = old.membership_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where organisation_id = old.organisation_id and entry_id = old.membership_id
    on conflict do nothing;
end;
