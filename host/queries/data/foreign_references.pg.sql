select f.relname, t.relname
from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
where k.contype = 'f' and left(f.relname, length(:prefix)) = :prefix
  and left(t.relname, length(:prefix)) <> :prefix
order by f.relname
