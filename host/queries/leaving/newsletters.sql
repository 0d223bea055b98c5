select n.id, n.subject_kk as title_kk, n.text_kk, n.subject_ru as title_ru, n.text_ru, n.subject_en as title_en,
       n.text_en, n.state, n.changed_at_ms as changed_at, n.begun_at_ms as sent_at, n.written as letter_count
from core_newsletter n where n.organisation_id = :organisation
