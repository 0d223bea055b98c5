-- The words by which people, classes and organisations are found, folded as text::fold does it, so that
-- the beginning of any word is a range of the key. Triggers keep them with what they tell of, in its
-- transaction: see docs/decisions/0030-search.md.
-- kind: person and class (entry: the membership), organisation (entry: one beneath or the same). With the
-- word of a class stands its label, for А and Ә are folded into one.
create table core_search_word (
    organisation_id bigint not null,
    kind text collate "C" not null,
    word text collate "C" not null,
    entry_id bigint not null,
    primary key (organisation_id, kind, word, entry_id)
);
create index core_search_word_entry on core_search_word (organisation_id, kind, entry_id, word);

-- One may come twice. Neither strict nor more than one select, so that it becomes a part of the
-- statement that calls it.
create function core_search_words(given text) returns setof text language sql immutable as $$
    select one from regexp_split_to_table(
        translate(lower(given collate "kk-x-icu"), 'әғқңөұүһіё', 'агкноуухие'), '[^[:alnum:]]+') as one
    where one <> ''
$$;

create view core_search_of_member as
    select m.organisation_id, 'person' as kind, m.id as entry_id, m.person_id, w.word
    from core_membership m
    join core_person p on p.id = m.person_id
    cross join lateral core_search_words(p.family_name || ' ' || p.given_name || ' ' || p.patronymic
                                         || ' ' || p.phone || ' ' || substr(p.phone, 3)) as w (word)
    union all
    select m.organisation_id, 'person', m.id, m.person_id, w.word
    from core_membership m
    join core_account a on a.person_id = m.person_id
    cross join lateral core_search_words(a.login) as w (word)
    union all
    select l.organisation_id, k.kind, l.membership_id, m.person_id,
           case k.kind when 'class' then w.word || ' ' || l.label else w.word end
    from core_placement l
    join core_membership m on m.organisation_id = l.organisation_id and m.id = l.membership_id
    cross join lateral core_search_words(replace(replace(l.label, ' ', ''), '-', '')) as w (word)
    cross join (values ('person'), ('class')) as k (kind)
    where l.kind = 'class';

create view core_search_of_organisation as
    select c.ancestor_id as organisation_id, o.id as entry_id, w.word
    from core_organisation_closure c
    join core_organisation o on o.id = c.organisation_id
    cross join lateral core_search_words(o.name_kk || ' ' || o.name_ru || ' ' || o.name_en || ' '
                                         || o.code || ' ' || coalesce(o.bin, '')) as w (word);

create function core_search_membership_added() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, 'person', w.word, new.id
    from core_person p
    cross join lateral core_search_words(p.family_name || ' ' || p.given_name || ' ' || p.patronymic
                                         || ' ' || p.phone || ' ' || substr(p.phone, 3)) as w (word)
    where p.id = new.person_id
    on conflict do nothing;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, 'person', w.word, new.id
    from core_account a cross join lateral core_search_words(a.login) as w (word)
    where a.person_id = new.person_id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_membership_added after insert on core_membership
    for each row execute function core_search_membership_added();

create function core_search_membership_removed() returns trigger language plpgsql as $$
begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind in ('person', 'class') and entry_id = old.id;
    return null;
end
$$;
create trigger core_search_membership_removed after delete on core_membership
    for each row execute function core_search_membership_removed();

-- All words of a person, in every organisation, anew.
create function core_search_renew(person bigint) returns void language plpgsql as $$
begin
    delete from core_search_word
    where kind = 'person' and (organisation_id, entry_id) in
          (select m.organisation_id, m.id from core_membership m where m.person_id = person);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where person_id = person
    on conflict do nothing;
end
$$;

-- Another person's membership from here on: nothing of whose it was is found any more.
create function core_search_membership_given() returns trigger language plpgsql as $$
begin
    delete from core_search_word
    where organisation_id = new.organisation_id and kind = 'person' and entry_id = new.id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where organisation_id = new.organisation_id and entry_id = new.id and kind = 'person'
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_membership_given
    after update of person_id on core_membership
    for each row when (old.person_id <> new.person_id)
    execute function core_search_membership_given();

create function core_search_person_changed() returns trigger language plpgsql as $$
begin
    perform core_search_renew(new.id);
    return null;
end
$$;
create trigger core_search_person_changed
    after update of family_name, given_name, patronymic, phone on core_person
    for each row
    when (old.family_name <> new.family_name or old.given_name <> new.given_name
          or old.patronymic <> new.patronymic or old.phone <> new.phone)
    execute function core_search_person_changed();

create function core_search_account_added() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select m.organisation_id, 'person', w.word, m.id
    from core_membership m cross join core_search_words(new.login) as w (word)
    where m.person_id = new.person_id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_account_added after insert on core_account
    for each row execute function core_search_account_added();

create function core_search_account_changed() returns trigger language plpgsql as $$
begin
    perform core_search_renew(old.person_id);
    return null;
end
$$;
create trigger core_search_account_changed after update of login on core_account
    for each row when (old.login <> new.login) execute function core_search_account_changed();
create trigger core_search_account_removed after delete on core_account
    for each row execute function core_search_account_changed();

create function core_search_placement_added() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, k.kind,
           case k.kind when 'class' then w.word || ' ' || new.label else w.word end, new.membership_id
    from core_search_words(replace(replace(new.label, ' ', ''), '-', '')) as w (word)
    cross join (values ('person'), ('class')) as k (kind)
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_placement_added after insert on core_placement
    for each row when (new.kind = 'class') execute function core_search_placement_added();

create function core_search_placement_removed() returns trigger language plpgsql as $$
begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind in ('person', 'class')
          and entry_id = old.membership_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where organisation_id = old.organisation_id and entry_id = old.membership_id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_placement_removed after delete on core_placement
    for each row when (old.kind = 'class') execute function core_search_placement_removed();

create function core_search_organisation_placed() returns trigger language plpgsql as $$
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, 'organisation', word, entry_id from core_search_of_organisation
    where organisation_id = new.ancestor_id and entry_id = new.organisation_id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_organisation_placed after insert on core_organisation_closure
    for each row execute function core_search_organisation_placed();

create function core_search_organisation_moved() returns trigger language plpgsql as $$
begin
    delete from core_search_word
    where organisation_id = old.ancestor_id and kind = 'organisation'
          and entry_id = old.organisation_id;
    return null;
end
$$;
create trigger core_search_organisation_moved after delete on core_organisation_closure
    for each row execute function core_search_organisation_moved();

create function core_search_organisation_changed() returns trigger language plpgsql as $$
begin
    delete from core_search_word
    where kind = 'organisation' and entry_id = new.id and organisation_id in
          (select c.ancestor_id from core_organisation_closure c where c.organisation_id = new.id);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, 'organisation', word, entry_id from core_search_of_organisation
    where entry_id = new.id
    on conflict do nothing;
    return null;
end
$$;
create trigger core_search_organisation_changed
    after update of name_kk, name_ru, name_en, code, bin on core_organisation
    for each row execute function core_search_organisation_changed();

revoke execute on function core_search_words, core_search_renew from public;

-- What is there already.
insert into core_search_word (organisation_id, kind, word, entry_id)
select organisation_id, kind, word, entry_id from core_search_of_member
on conflict do nothing;
insert into core_search_word (organisation_id, kind, word, entry_id)
select organisation_id, 'organisation', word, entry_id from core_search_of_organisation
on conflict do nothing;
