-- Work that is done later, by whichever host is first. The host's own jobs have no module and no
-- organisation. next_at_ms: of one that waits when it is due, of one that runs until when its host
-- has it. taken: who has it, new with every attempt.
create table core_job (
    id bigint primary key,
    module text not null,
    organisation_id bigint not null,
    kind text not null,
    job_key text not null,
    payload text not null,
    state text not null,
    attempts int not null,
    attempts_max int not null,
    next_at_ms bigint not null,
    taken bigint not null,
    cancel_asked int not null,
    done bigint not null,
    total bigint not null,
    error text not null,
    created_at_ms bigint not null,
    began_at_ms bigint,
    finished_at_ms bigint
);
create index core_job_due on core_job (module, state, organisation_id, next_at_ms);
create index core_job_state on core_job (state, next_at_ms);
create index core_job_key on core_job (module, organisation_id, kind, job_key) where job_key <> '';

-- The last instant of each schedule for which jobs were made.
create table core_schedule (
    module text not null,
    kind text not null,
    planned_at_ms bigint not null,
    primary key (module, kind)
);

-- What an event is about: order is kept within it.
alter table core_event add column subject text not null default '';

-- What the host writes and reads in a session of a plugin's login (0004).
create function core_plugin_publish(given_key text, event bigint, organisation bigint, topic text,
                                    subject text, payload text, now_ms bigint)
returns void language plpgsql security definer as $$
begin
    if not starts_with(topic, core_plugin_caller(given_key) || '.') then
        raise exception 'not a topic of this plugin' using errcode = 'insufficient_privilege';
    end if;
    insert into core_event (id, organisation_id, topic, subject, payload, created_at_ms)
    values (event, organisation, topic, subject, payload, now_ms);
end
$$;

create function core_plugin_job_find(given_key text, organisation bigint, wanted_kind text, wanted_key text,
                                     recent_ms bigint)
returns bigint language plpgsql security definer as $$
begin
    return (select min(j.id) from core_job j
            where j.module = core_plugin_caller(given_key) and j.organisation_id = organisation
              and j.kind = wanted_kind and j.job_key = wanted_key and j.job_key <> ''
              and (j.state in ('waiting', 'running') or (j.state = 'done' and j.finished_at_ms > recent_ms)));
end
$$;

create function core_plugin_job_add(given_key text, job bigint, organisation bigint, new_kind text, new_key text,
                                    new_payload text, attempts_at_most bigint, next_ms bigint, now_ms bigint)
returns void language plpgsql security definer as $$
begin
    insert into core_job (id, module, organisation_id, kind, job_key, payload, state, attempts, attempts_max,
                          next_at_ms, taken, cancel_asked, done, total, error, created_at_ms)
    values (job, core_plugin_caller(given_key), organisation, new_kind, new_key, new_payload, 'waiting', 0,
            attempts_at_most, next_ms, 0, 0, 0, 0, '', now_ms);
end
$$;

create function core_plugin_job_facts(given_key text, job bigint, organisation bigint)
returns table (job_state text, job_attempts bigint, job_done bigint, job_total bigint)
language plpgsql security definer as $$
begin
    return query select j.state, cast(j.attempts as bigint), j.done, j.total from core_job j
        where j.id = job and j.module = core_plugin_caller(given_key) and j.organisation_id = organisation;
end
$$;

create function core_plugin_job_cancel(given_key text, job bigint, organisation bigint, now_ms bigint)
returns bigint language plpgsql security definer as $$
declare
    changed bigint;
begin
    update core_job j
    set cancel_asked = 1,
        state = case when j.state = 'waiting' then 'cancelled' else j.state end,
        finished_at_ms = case when j.state = 'waiting' then now_ms else j.finished_at_ms end
    where j.id = job and j.module = core_plugin_caller(given_key) and j.organisation_id = organisation
      and j.state in ('waiting', 'running');
    get diagnostics changed = row_count;
    return changed;
end
$$;

revoke execute on function core_plugin_publish, core_plugin_job_find, core_plugin_job_add,
    core_plugin_job_facts, core_plugin_job_cancel from public;

do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_publish', 'core_plugin_job_find', 'core_plugin_job_add',
                                'core_plugin_job_facts', 'core_plugin_job_cancel'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;
