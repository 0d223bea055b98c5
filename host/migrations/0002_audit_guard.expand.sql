-- What is in the audit log stays there as it was written, whatever statement comes.
create trigger core_audit_no_update before update on core_audit
begin
    select raise(abort, 'lines of the audit log are not changed');
end;

create trigger core_audit_no_delete before delete on core_audit
begin
    select raise(abort, 'lines of the audit log are not deleted');
end;
