select * from core_audit_named
where organisation_id = :organisation and id < :before and id >= :from
order by id desc
limit :limit
