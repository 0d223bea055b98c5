select revision, title_kk, title_ru, title_en, text_kk, text_ru, text_en
from core_agreement_draft
where agreement_id = :agreement
