select distinct organisation_id from core_membership_end
where told = 0 and first_day <= :today
order by organisation_id
