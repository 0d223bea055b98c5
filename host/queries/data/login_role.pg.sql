-- A role as the server has it: whether it may more than log in, and what everybody may there.
select cast(r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
            or exists (select 1 from pg_auth_members m where m.member = r.oid) as int),
       cast(r.rolcanlogin as int),
       cast(has_schema_privilege(r.oid, current_schema(), 'create') as int),
       cast(has_schema_privilege(r.oid, current_schema(), 'usage') as int),
       cast(has_database_privilege(r.oid, current_database(), 'temporary') as int),
       cast(exists (select 1 from pg_db_role_setting s
                    where s.setrole = r.oid
                      and array_to_string(s.setconfig, ' ') like '%temp_file_limit=%') as int)
from pg_roles r
where r.rolname = :role
