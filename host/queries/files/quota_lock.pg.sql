-- Held until the commit, by whoever keeps or removes a file of the organisation.
select 1 from core_organisation where id = :organisation for no key update
