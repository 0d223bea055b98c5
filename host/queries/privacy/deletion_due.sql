select id from core_deletion
where erase_on <= :today and id > :after and erased_at_ms is null and taken_back_at_ms is null
order by id limit :rows
