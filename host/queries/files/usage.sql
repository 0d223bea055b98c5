select cast(coalesce(sum(bytes), 0) as bigint),
       cast(coalesce(sum(case when module = :module then bytes else 0 end), 0) as bigint)
from core_file_usage
where organisation_id = :organisation
