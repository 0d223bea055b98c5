-- Not of today: the job comes by within the hour.
select count(*) from core_deletion
where erase_on < :today and erased_at_ms is null and taken_back_at_ms is null
