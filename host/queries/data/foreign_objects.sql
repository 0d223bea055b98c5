-- What a plugin's migration must leave as it is: everything that is not its own.
select type, name, tbl_name, coalesce(sql, '')
from sqlite_master
where substr(name, 1, length(:prefix)) <> :prefix
  and (type <> 'view' or substr(name, 1, length(:prefix) + 4) <> 'api_' || :prefix)
  and (name not like 'sqlite\_%' escape '\' or substr(tbl_name, 1, length(:prefix)) <> :prefix)
order by type, name
