select table_name::text
from information_schema.tables
where table_type = 'BASE TABLE' and starts_with(table_name, :prefix)
order by table_name
