-- Each plugin logs in as a role of its own. The hosts of this database find here how; no plugin may
-- read it. What a plugin may not write itself, the host writes in the plugin's transaction by the
-- functions below, which ask for the key.
create table core_plugin_login (
    role text primary key,
    module text not null unique,
    password text not null,
    key text not null
);

-- The module whose login the session is. Where the key is not its own, it is the plugin that calls.
create function core_plugin_caller(given_key text) returns text language plpgsql stable as $$
declare
    caller text;
begin
    select l.module into caller from core_plugin_login l
    where l.role = session_user and l.key = given_key;
    if caller is null then
        raise exception 'this function is for the host alone' using errcode = 'insufficient_privilege';
    end if;
    return caller;
end
$$;

create function core_plugin_event(given_key text, event bigint, organisation bigint, topic text,
                                  payload text, now_ms bigint)
returns void language plpgsql security definer as $$
begin
    if not starts_with(topic, core_plugin_caller(given_key) || '.') then
        raise exception 'not a topic of this plugin' using errcode = 'insufficient_privilege';
    end if;
    insert into core_event (id, organisation_id, topic, payload, created_at_ms)
    values (event, organisation, topic, payload, now_ms);
end
$$;

create function core_plugin_event_delivery(given_key text, event bigint, listener text, now_ms bigint)
returns void language plpgsql security definer as $$
begin
    perform core_plugin_caller(given_key);
    insert into core_event_delivery (event_id, module, attempts, next_at_ms, last_error)
    values (event, listener, 0, now_ms, '');
end
$$;

create function core_plugin_audit(given_key text, line bigint, at_ms bigint, organisation bigint,
                                  person bigint, action text, subject text, detail text, request text)
returns void language plpgsql security definer as $$
begin
    insert into core_audit
        (id, at_ms, organisation_id, person_id, module, action, subject, detail, request_id)
    values (line, at_ms, organisation, person, core_plugin_caller(given_key), action, subject, detail,
            request);
end
$$;

-- The settings of its own module in force for an organisation, the farthest above first.
create function core_plugin_settings(given_key text, organisation bigint)
returns table (setting_key text, setting_value text) language plpgsql stable security definer as $$
begin
    return query select s.key::text, s.value::text
        from core_organisation_closure c
        join core_setting s on s.organisation_id = c.ancestor_id
        where c.organisation_id = organisation and s.module = core_plugin_caller(given_key)
        order by c.depth desc;
end
$$;

revoke execute on function core_plugin_caller, core_plugin_event, core_plugin_event_delivery,
    core_plugin_audit, core_plugin_settings from public;

-- What they name is the host's, whatever path the session has set for itself.
do $$
declare
    name text;
begin
    foreach name in array array['core_plugin_caller', 'core_plugin_event',
                                'core_plugin_event_delivery', 'core_plugin_audit',
                                'core_plugin_settings'] loop
        execute format('alter function %I set search_path = pg_catalog, %I, pg_temp', name,
                       current_schema());
    end loop;
end
$$;
