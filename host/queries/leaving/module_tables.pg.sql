select c.relname, a.attname, format_type(a.atttypid, null), coalesce(k.place, 0)
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_index i on i.indrelid = c.oid and i.indisprimary
left join lateral (select o.place from unnest(i.indkey) with ordinality o (number, place)
                   where o.number = a.attnum) k on true
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = current_schema()
  and c.relname not like 'core\_%'
  and exists (select 1 from pg_attribute o
              where o.attrelid = c.oid and o.attname = 'organisation_id' and not o.attisdropped)
order by c.relname, a.attnum
