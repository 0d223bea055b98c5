-- When the virus scanner is asked about a file: one it can't judge comes again after growing pauses,
-- and stands in nobody's way meanwhile.
alter table core_file add column scan_at_ms bigint not null default 0;
alter table core_file add column scan_attempts int not null default 0;
create index core_file_scan on core_file (scan_at_ms, id) where state = 'waiting';

-- Why a letter or a job waits or has failed, where it is the host that says so: a word it knows in every
-- language. last_error and error hold what others said, and what the host said before this.
alter table core_mail add column reason text not null default '';
alter table core_job add column reason text not null default '';

-- Letters leave in turns, one of each module in each organisation; held to a rate in the same way. One
-- that an operator sends on again is as young as that.
alter table core_mail add column retried_at_ms bigint not null default 0;
create index core_mail_turn on core_mail (organisation_id, module, next_at_ms, id) where state = 'waiting';
create index core_mail_rate on core_mail (organisation_id, module, sent_at_ms);

-- Modules that keep files for an organisation take turns, so that the sum each of them sees holds the
-- others' as well. Who removes one takes the same turn first: nobody waits for the other in a circle.
create or replace function core_plugin_file_add(given_key text, organisation bigint, file bigint,
                                                content text, size bigint, type text, title text,
                                                first_state text, person bigint, now_ms bigint)
returns table (organisation_bytes bigint, module_bytes bigint)
language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
begin
    perform 1 from core_organisation o where o.id = organisation for no key update;
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

create or replace function core_plugin_file_remove(given_key text, organisation bigint, file bigint)
returns void language plpgsql security definer as $$
declare
    caller text := core_plugin_caller(given_key);
    size bigint;
begin
    perform 1 from core_organisation o where o.id = organisation for no key update;
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

do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_file_add', 'core_plugin_file_remove'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;
