-- What a role was granted on tables, views, sequences and columns: how, which column, on what.
select lower(a.privilege_type), '', c.relname
from pg_class c, aclexplode(c.relacl) a
where c.relnamespace = cast(current_schema() as regnamespace)
  and a.grantee = (select oid from pg_roles where rolname = :role)
union all
select lower(a.privilege_type), t.attname, c.relname
from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
where c.relnamespace = cast(current_schema() as regnamespace)
  and a.grantee = (select oid from pg_roles where rolname = :role)
