select name from sqlite_master
where type = 'view' and substr(name, 1, length(:prefix) + 4) = 'api_' || :prefix
order by name
