select state, count(*) from core_job group by state
