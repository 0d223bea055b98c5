-- Files that jobs of some host have made and that can be fetched still: folder, and how each begins and ends.
select 'archives', id, '.zip' from core_school_archive where state = 'ready' and expires_at_ms > :now
union all
select 'copies', id, '.zip' from core_personal_copy where state = 'ready' and expires_at_ms > :now
union all
select 'open_data', max(id), '.counts.csv' from core_open_snapshot having max(id) is not null
