-- Changes nothing if somebody else has saved, or it is no draft any more.
update core_newsletter
set revision = revision + 1, subject_kk = :subject_kk, text_kk = :text_kk, subject_ru = :subject_ru,
    text_ru = :text_ru, subject_en = :subject_en, text_en = :text_en, changed_by = :by, changed_at_ms = :now
where organisation_id = :organisation and id = :id and state = 'draft' and revision = :revision
