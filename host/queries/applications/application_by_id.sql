select a.id, a.token, a.state, a.parent_id, a.kind, a.bin, a.name_kk, a.name_ru, a.address_kk, a.address_ru,
       a.family_name, a.given_name, a.patronymic, a.position, a.email, a.phone, a.note, a.locale,
       a.consent, a.reason, a.organisation_id, a.membership_id, a.created_at_ms, a.changed_at_ms,
       a.confirmation, p.name_kk, p.name_ru, p.name_en, p.kind
from core_application a
join core_organisation p on p.id = a.parent_id
where a.id = :id
