-- An acceptance is the proof that somebody agreed, and stays; the address of the network it came from goes
-- with the person.
drop trigger core_agreement_acceptance_guard on core_agreement_acceptance;
create trigger core_agreement_acceptance_guard before delete or truncate on core_agreement_acceptance
    for each statement execute function core_agreement_guard();
create trigger core_agreement_acceptance_no_update before update on core_agreement_acceptance
    for each row
    when (new.address <> ''
          or (new.agreement_id, new.number, new.person_id, new.party_id, new.way, new.locale,
              new.accepted_at_ms, new.recorded_by)
             is distinct from
             (old.agreement_id, old.number, old.person_id, old.party_id, old.way, old.locale,
              old.accepted_at_ms, old.recorded_by)
          or new.signed_on is distinct from old.signed_on)
    execute function core_agreement_guard();

-- What the host notes of an erasure in the plugin's session (see 0004).
create function core_plugin_erased(given_key text, deletion bigint, lines text, now_ms bigint)
returns void language plpgsql security definer as $$
begin
    insert into core_deletion_part (deletion_id, module, counts, done_at_ms)
    values (deletion, core_plugin_caller(given_key), lines, now_ms);
end
$$;

revoke execute on function core_plugin_erased from public;

do $$
begin
    execute format('alter function core_plugin_erased set search_path = pg_catalog, %I, pg_temp',
                   current_schema());
end
$$;
