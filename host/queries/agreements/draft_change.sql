update core_agreement_draft
set revision = :revision, title_kk = :title_kk, title_ru = :title_ru, title_en = :title_en,
    text_kk = :text_kk, text_ru = :text_ru, text_en = :text_en, profiles = :profiles, own_age = :own_age,
    by_file = :by_file
where agreement_id = :agreement and revision = :seen
