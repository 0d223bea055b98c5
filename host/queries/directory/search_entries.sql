select distinct w.entry_id from core_search_word w
where w.organisation_id = :organisation and w.kind = :kind
      and w.word >= :first and w.word < :first_end
