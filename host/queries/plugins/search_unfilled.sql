select o.id from core_organisation o
where not exists (select 1 from core_search_state s
                  where s.organisation_id = o.id and s.module = :module and s.stamp = :stamp)
order by o.id
