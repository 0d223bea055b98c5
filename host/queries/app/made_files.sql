-- Files that jobs of some host have made and that can be fetched still.
select 'archives', id from core_school_archive where state = 'ready' and expires_at_ms > :now
union all
select 'copies', id from core_personal_copy where state = 'ready' and expires_at_ms > :now
