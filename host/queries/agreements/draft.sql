select revision, title_kk, title_ru, title_en, text_kk, text_ru, text_en, profiles, own_age, by_file
from core_agreement_draft
where agreement_id = :agreement
