-- Files of plugins: whose they are. Their content lies in the data folder by its SHA-256.
create table core_file (
    organisation_id bigint not null references core_organisation (id),
    id bigint not null,
    module text not null,
    sha256 text not null,
    bytes bigint not null,
    content_type text not null,
    name text not null,
    -- ready; or waiting for the virus scanner; or infected
    state text not null check (state in ('ready', 'waiting', 'infected')),
    created_by bigint not null,
    created_at_ms bigint not null,
    primary key (organisation_id, id)
);
create index core_file_content on core_file (sha256);
create index core_file_waiting on core_file (id) where state = 'waiting';

-- What the quotas are held against; kept with the rows above, in the same transaction.
create table core_file_usage (
    organisation_id bigint not null references core_organisation (id),
    module text not null,
    files bigint not null,
    bytes bigint not null,
    primary key (organisation_id, module)
);

-- What the host does in a session of a plugin's login; see 0004.
create function core_plugin_file_add(given_key text, organisation bigint, file bigint, content text,
                                     size bigint, type text, title text, first_state text,
                                     person bigint, now_ms bigint)
returns table (organisation_bytes bigint, module_bytes bigint)
language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
begin
    insert into core_file (organisation_id, id, module, sha256, bytes, content_type, name, state,
                           created_by, created_at_ms)
    values (organisation, file, caller, content, size, type, title, first_state, person, now_ms);
    insert into core_file_usage as u (organisation_id, module, files, bytes)
    values (organisation, caller, 1, size)
    on conflict (organisation_id, module) do update
    set files = u.files + 1, bytes = u.bytes + excluded.bytes;
    return query select cast(coalesce(sum(u.bytes), 0) as bigint),
                        cast(coalesce(sum(u.bytes) filter (where u.module = caller), 0) as bigint)
        from core_file_usage u where u.organisation_id = organisation;
end
$$;

create function core_plugin_file(given_key text, organisation bigint, file bigint)
returns table (id bigint, sha256 text, bytes bigint, content_type text, name text, state text,
               created_at_ms bigint)
language plpgsql stable security definer as $$
begin
    return query select f.id, f.sha256, f.bytes, f.content_type, f.name, f.state, f.created_at_ms
        from core_file f
        where f.organisation_id = organisation and f.id = file
              and f.module = core_plugin_caller(given_key);
end
$$;

create function core_plugin_file_remove(given_key text, organisation bigint, file bigint)
returns void language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
    size bigint;
begin
    delete from core_file f
    where f.organisation_id = organisation and f.id = file and f.module = caller
    returning f.bytes into size;
    if size is null then
        return;
    end if;
    update core_file_usage u set files = u.files - 1, bytes = u.bytes - size
    where u.organisation_id = organisation and u.module = caller;
end
$$;

revoke execute on function core_plugin_file_add, core_plugin_file, core_plugin_file_remove from public;

do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_file_add', 'core_plugin_file', 'core_plugin_file_remove'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;
