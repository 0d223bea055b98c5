-- Changes nothing: on PostgreSQL a second sealer waits here until the first has committed.
update core_audit_head set number = number where id = 1
