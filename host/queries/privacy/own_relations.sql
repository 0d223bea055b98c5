select case when g.learner_membership_id = m.id then 'guardian' else 'learner' end, p.family_name, p.given_name,
       case g.kinship when 'guardian' then 'legal_guardian' else g.kinship end
from core_membership m
join core_guardianship g
    on g.organisation_id = m.organisation_id and (g.learner_membership_id = m.id or g.guardian_membership_id = m.id)
join core_membership x
    on x.organisation_id = g.organisation_id
   and x.id = case when g.learner_membership_id = m.id then g.guardian_membership_id else g.learner_membership_id end
join core_person p on p.id = x.person_id
where m.person_id = :person and (m.id = :membership or :membership = 0)
order by m.id, p.family_name, p.given_name, x.id
