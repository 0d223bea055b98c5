select cast(c.relkind as text), c.relname, cast(c.oid as text), coalesce(pg_get_viewdef(c.oid), '')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
  and left(c.relname, length(:prefix)) <> :prefix
  and (c.relkind <> 'v' or left(c.relname, length(:prefix) + 4) <> 'api_' || :prefix)
order by c.relkind, c.relname, c.oid
