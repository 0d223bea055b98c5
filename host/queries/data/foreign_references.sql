-- Foreign keys of an owner's tables that lead out of them.
select m.name, k."table"
from sqlite_master m, pragma_foreign_key_list(m.name) k
where m.type = 'table' and substr(m.name, 1, length(:prefix)) = :prefix
  and substr(k."table", 1, length(:prefix)) <> :prefix
order by m.name
