select case :locale when 'ru' then f.name_ru when 'en' then f.name_en else f.name_kk end,
       case :locale when 'ru' then o.name_ru when 'en' then o.name_en else o.name_kk end,
       t.first_day, 'transfer_' || t.state, t.note, t.reason, t.asked_at_ms
from core_membership m
join core_transfer t
    on (t.from_organisation_id = m.organisation_id and t.from_membership_id = m.id)
    or (t.to_organisation_id = m.organisation_id and t.to_membership_id = m.id)
join core_organisation f on f.id = t.from_organisation_id
join core_organisation o on o.id = t.to_organisation_id
where m.person_id = :person and (m.id = :membership or :membership = 0)
group by t.id, f.id, o.id
order by t.asked_at_ms, t.id
