select person_id, organisation_id, membership_id, asked_by, locale, state, expires_at_ms, bytes
from core_personal_copy where id = :id
