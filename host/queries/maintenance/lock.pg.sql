-- Who plans waits for whoever plans already, at the top of the tree.
select id from core_organisation where parent_id is null order by id for no key update
