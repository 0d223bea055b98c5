-- The words by which people, classes and organisations are found, folded as text::fold does it, so that
-- the beginning of any word is a range of the key. Triggers keep them with what they tell of, in its
-- transaction. core_search_words() is the program's own function: see docs/decisions/0030-search.md.
-- kind: person and class (entry: the membership), organisation (entry: one beneath or the same). With the
-- word of a class stands its label, for А and Ә are folded into one.
create table core_search_word (
    organisation_id bigint not null,
    kind text not null,
    word text not null,
    entry_id bigint not null,
    primary key (organisation_id, kind, word, entry_id)
) without rowid;
create index core_search_word_entry on core_search_word (organisation_id, kind, entry_id, word);

create view core_search_of_member as
    select m.organisation_id, 'person' as kind, m.id as entry_id, m.person_id, w.value as word
    from core_membership m
    join core_person p on p.id = m.person_id
    join json_each(core_search_words(p.family_name || ' ' || p.given_name || ' ' || p.patronymic
                                     || ' ' || p.phone || ' ' || substr(p.phone, 3))) w
    union all
    select m.organisation_id, 'person', m.id, m.person_id, w.value
    from core_membership m
    join core_account a on a.person_id = m.person_id
    join json_each(core_search_words(a.login)) w
    union all
    select l.organisation_id, k.value, l.membership_id, m.person_id,
           case k.value when 'class' then w.value || ' ' || l.label else w.value end
    from core_placement l
    join core_membership m on m.organisation_id = l.organisation_id and m.id = l.membership_id
    join json_each(core_search_words(replace(replace(l.label, ' ', ''), '-', ''))) w
    join json_each('["person", "class"]') k
    where l.kind = 'class';

create view core_search_of_organisation as
    select c.ancestor_id as organisation_id, o.id as entry_id, w.value as word
    from core_organisation_closure c
    join core_organisation o on o.id = c.organisation_id
    join json_each(core_search_words(o.name_kk || ' ' || o.name_ru || ' ' || o.name_en || ' ' || o.code
                                     || ' ' || coalesce(o.bin, ''))) w;

create trigger core_search_membership_added after insert on core_membership begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, 'person', w.value, new.id
    from core_person p
    join json_each(core_search_words(p.family_name || ' ' || p.given_name || ' ' || p.patronymic
                                     || ' ' || p.phone || ' ' || substr(p.phone, 3))) w
    where p.id = new.person_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, 'person', w.value, new.id
    from core_account a join json_each(core_search_words(a.login)) w
    where a.person_id = new.person_id
    on conflict do nothing;
end;

create trigger core_search_membership_removed after delete on core_membership begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind in ('person', 'class') and entry_id = old.id;
end;

-- Another person's membership from here on: nothing of whose it was is found any more.
create trigger core_search_membership_given after update of person_id on core_membership
when old.person_id <> new.person_id
begin
    delete from core_search_word
    where organisation_id = new.organisation_id and kind = 'person' and entry_id = new.id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where organisation_id = new.organisation_id and entry_id = new.id and kind = 'person'
    on conflict do nothing;
end;

create trigger core_search_person_changed
after update of family_name, given_name, patronymic, phone on core_person
when old.family_name <> new.family_name or old.given_name <> new.given_name
     or old.patronymic <> new.patronymic or old.phone <> new.phone
begin
    delete from core_search_word
    where kind = 'person' and (organisation_id, entry_id) in
          (select m.organisation_id, m.id from core_membership m where m.person_id = new.id);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where person_id = new.id
    on conflict do nothing;
end;

create trigger core_search_account_added after insert on core_account begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select m.organisation_id, 'person', w.value, m.id
    from core_membership m join json_each(core_search_words(new.login)) w
    where m.person_id = new.person_id
    on conflict do nothing;
end;

create trigger core_search_account_changed after update of login on core_account
when old.login <> new.login
begin
    delete from core_search_word
    where kind = 'person' and (organisation_id, entry_id) in
          (select m.organisation_id, m.id from core_membership m where m.person_id = new.person_id);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where person_id = new.person_id
    on conflict do nothing;
end;

create trigger core_search_account_removed after delete on core_account begin
    delete from core_search_word
    where kind = 'person' and (organisation_id, entry_id) in
          (select m.organisation_id, m.id from core_membership m where m.person_id = old.person_id);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where person_id = old.person_id
    on conflict do nothing;
end;

create trigger core_search_placement_added after insert on core_placement
when new.kind = 'class'
begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select new.organisation_id, k.value,
           case k.value when 'class' then w.value || ' ' || new.label else w.value end,
           new.membership_id
    from json_each(core_search_words(replace(replace(new.label, ' ', ''), '-', ''))) w
    join json_each('["person", "class"]') k
    where true
    on conflict do nothing;
end;

create trigger core_search_placement_removed after delete on core_placement
when old.kind = 'class'
begin
    delete from core_search_word
    where organisation_id = old.organisation_id and kind in ('person', 'class')
          and entry_id = old.membership_id;
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, kind, word, entry_id from core_search_of_member
    where organisation_id = old.organisation_id and entry_id = old.membership_id
    on conflict do nothing;
end;

create trigger core_search_organisation_placed after insert on core_organisation_closure begin
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, 'organisation', word, entry_id from core_search_of_organisation
    where organisation_id = new.ancestor_id and entry_id = new.organisation_id
    on conflict do nothing;
end;

create trigger core_search_organisation_moved after delete on core_organisation_closure begin
    delete from core_search_word
    where organisation_id = old.ancestor_id and kind = 'organisation'
          and entry_id = old.organisation_id;
end;

create trigger core_search_organisation_changed
after update of name_kk, name_ru, name_en, code, bin on core_organisation begin
    delete from core_search_word
    where kind = 'organisation' and entry_id = new.id and organisation_id in
          (select c.ancestor_id from core_organisation_closure c where c.organisation_id = new.id);
    insert into core_search_word (organisation_id, kind, word, entry_id)
    select organisation_id, 'organisation', word, entry_id from core_search_of_organisation
    where entry_id = new.id
    on conflict do nothing;
end;

-- What is there already.
insert into core_search_word (organisation_id, kind, word, entry_id)
select organisation_id, kind, word, entry_id from core_search_of_member where true
on conflict do nothing;
insert into core_search_word (organisation_id, kind, word, entry_id)
select organisation_id, 'organisation', word, entry_id from core_search_of_organisation where true
on conflict do nothing;
