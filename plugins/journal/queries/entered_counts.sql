select (select count(*) from journal_entry e where e.organisation_id = :organisation and e.changed_by = :member),
       (select count(*) from journal_entry_change c where c.organisation_id = :organisation and c.changed_by = :member)
