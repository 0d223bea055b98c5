insert into core_agreement_version
    (agreement_id, number, title_kk, title_ru, title_en, text_kk, text_ru, text_en,
     checksum_kk, checksum_ru, checksum_en, published_at_ms, in_force_from, profiles, own_age)
values
    (:agreement, :number, :title_kk, :title_ru, :title_en, :text_kk, :text_ru, :text_en,
     :checksum_kk, :checksum_ru, :checksum_en, :at_ms, :from, :profiles, :own_age)
