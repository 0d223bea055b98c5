select id, coalesce(parent_id, 0) from core_organisation order by id
