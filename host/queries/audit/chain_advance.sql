update core_audit_head set number = :number, hash = :hash where id = 1
