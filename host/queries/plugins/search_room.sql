-- Whether there is room for one more of a kind, or it is there already.
select case
    when exists (select 1 from core_search_entry e
                 where e.organisation_id = :organisation and e.module = :module and e.kind = :kind
                       and e.entry_id = :entry) then 1
    when (select count(*) from (select 1 from core_search_entry c
                                where c.organisation_id = :organisation and c.module = :module
                                      and c.kind = :kind
                                limit :most) few) < :most then 1
    else 0 end
