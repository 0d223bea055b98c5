-- Tables, views and sequences beside the host's, with their kind.
select c.relname, cast(c.relkind as text)
from pg_class c
where c.relnamespace = cast(current_schema() as regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')
