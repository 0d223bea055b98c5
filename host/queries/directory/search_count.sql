-- How many begin so, as far as one wants to know.
select count(*) from (
    select w.entry_id from core_search_word w
    where w.organisation_id = :organisation and w.kind = :kind
          and w.word >= :first and w.word < :first_end
    limit :rows) few
