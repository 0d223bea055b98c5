select case :locale when 'ru' then o.name_ru when 'en' then o.name_en else o.name_kk end, m.profile, m.position,
       m.valid_from, m.valid_until
from core_membership m join core_organisation o on o.id = m.organisation_id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.valid_from, m.id
