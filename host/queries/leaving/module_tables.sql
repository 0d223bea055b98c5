-- The tables of modules that belong to organisations: column, type, place in the primary key (0: none).
select m.name, c.name, lower(c.type), c.pk
from sqlite_master m, pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'core\_%' escape '\' and m.name not like 'sqlite\_%' escape '\'
  and exists (select 1 from pragma_table_info(m.name) o where o.name = 'organisation_id')
order by m.name, c.cid
