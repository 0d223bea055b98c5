select m.organisation_id, m.id, o.name_kk, o.name_ru, o.name_en
from core_membership m join core_organisation o on o.id = m.organisation_id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.valid_from, m.id
