-- As what somebody belongs to an organisation on a day or later.
select id from core_membership
where organisation_id = :organisation and person_id = :person and profile = :profile
      and (valid_until is null or valid_until >= :day)
order by valid_from, id
limit 1
