-- One whose time was over ended then.
update core_restriction
set ended_at_ms = case when until_ms < :now then until_ms else cast(:now as bigint) end,
    ended_by = case when until_ms < :now then null else cast(:by as bigint) end
where person_id = :person and ended_at_ms is null
