insert into core_agreement_draft
    (agreement_id, revision, title_kk, title_ru, title_en, text_kk, text_ru, text_en, profiles, own_age, by_file)
values
    (:agreement, :revision, :title_kk, :title_ru, :title_en, :text_kk, :text_ru, :text_en, :profiles,
     :own_age, :by_file)
on conflict (agreement_id) do nothing
