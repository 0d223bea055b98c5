select c.relname, a.attname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
order by c.relname, a.attnum
