-- Every table and view with its columns.
select m.name, c.name
from sqlite_master m, pragma_table_info(m.name) c
where m.type in ('table', 'view')
order by m.name, c.cid
