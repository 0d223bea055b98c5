-- Where the host stands: itself, the database and the schema of its tables.
select cast(current_user as text), cast(current_database() as text), cast(current_schema() as text),
       cast(r.rolcreaterole or r.rolsuper as int), cast(pg_has_role(d.datdba, 'usage') as int),
       current_setting('search_path'),
       cast(has_parameter_privilege(current_user, 'temp_file_limit', 'set') as int)
from pg_roles r, pg_database d
where r.rolname = current_user and d.datname = current_database()
