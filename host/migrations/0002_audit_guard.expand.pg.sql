-- What is in the audit log stays there as it was written, whatever statement comes.
create function core_audit_guard() returns trigger language plpgsql as $$
begin
    raise exception 'lines of the audit log are neither changed nor deleted'
        using errcode = 'restrict_violation';
end
$$;

create trigger core_audit_guard before update or delete or truncate on core_audit
    for each statement execute function core_audit_guard();
