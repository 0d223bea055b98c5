-- Those that touch a span of time, the earliest first.
select id, begins_at_ms, ends_at_ms, words_kk, words_ru, words_en, reason, called_off_at_ms
from core_maintenance
where begins_at_ms < :until_ms and ends_at_ms > :from_ms
order by begins_at_ms, id
