select c.relname
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'v' and n.nspname not like 'pg\_%'
  and left(c.relname, length(:prefix) + 4) = 'api_' || :prefix
order by c.relname
