-- Every document with its versions, the newest first, without their texts; one without a version once,
-- with the titles of its draft.
select a.id, a.organisation_id, a.code, a.kind, coalesce(d.revision, 0), coalesce(v.number, 0),
       coalesce(v.title_kk, d.title_kk, ''), coalesce(v.title_ru, d.title_ru, ''),
       coalesce(v.title_en, d.title_en, ''), coalesce(v.published_at_ms, 0), v.in_force_from,
       coalesce(w.number, 0), v.profiles, v.own_age
from core_agreement a
left join core_agreement_version v on v.agreement_id = a.id
left join core_agreement_withdrawal w on w.agreement_id = v.agreement_id and w.number = v.number
left join core_agreement_draft d on d.agreement_id = a.id
order by a.code, v.number desc
