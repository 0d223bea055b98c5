-- Two rosters of one organisation wait for each other; others may refer to it meanwhile.
select id from core_organisation where id = :organisation for no key update
