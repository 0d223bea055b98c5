-- In the order of bytes, as the host compares names.
select c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'v', 'm', 'p', 'f', 'S') and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
order by c.relname
