-- What modules let be found, of one kind.
select e.entry_id, e.title, e.title_ru, e.title_en, e.detail
from json_each(:entries) i
cross join core_search_entry e
    on e.organisation_id = :organisation and e.module = :module and e.kind = :kind and e.entry_id = i.value
