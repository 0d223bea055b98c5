select id, begins_at_ms, ends_at_ms, words_kk, words_ru, words_en, reason, called_off_at_ms
from core_maintenance where id = :id
