-- What somebody asked for as a parent, and what was asked for them as a child.
select case :locale when 'ru' then o.name_ru when 'en' then o.name_en else o.name_kk end,
       r.family_name, r.given_name, r.patronymic, r.birth_date, r.sex,
       case r.kinship when 'guardian' then 'legal_guardian' else r.kinship end, r.class_label,
       'registration_' || r.state, r.reason, r.asked_at_ms
from core_membership m
join core_registration r
    on r.organisation_id = m.organisation_id
    and (r.guardian_membership_id = m.id or r.learner_membership_id = m.id)
join core_organisation o on o.id = r.organisation_id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by r.asked_at_ms, r.id
