select title_kk, title_ru, title_en, text_kk, text_ru, text_en, checksum_kk, checksum_ru, checksum_en,
       published_at_ms, in_force_from, profiles, own_age
from core_agreement_version
where agreement_id = :agreement and number = :number
