select distinct to_organisation_id from core_transfer
where state = 'accepted' and told = 0 and first_day <= :today
order by to_organisation_id
