insert into core_maintenance
    (id, begins_at_ms, ends_at_ms, words_kk, words_ru, words_en, reason, planned_by, planned_at_ms)
values
    (:id, :begins, :ends, :words_kk, :words_ru, :words_en, :reason, :by, :now_ms)
