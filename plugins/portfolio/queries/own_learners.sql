-- Whose portfolio this person may see: one's own, and those of one's children who are still here.
select p.membership_id, p.family_name, p.given_name, p.patronymic
from api_core_person_v1 p
where p.organisation_id = :organisation and p.membership_id = :membership and p.profile = 'learner'
union all
select p.membership_id, p.family_name, p.given_name, p.patronymic
from api_core_guardianship_v1 g
join api_core_person_v1 p
    on p.organisation_id = g.organisation_id and p.membership_id = g.learner_membership_id
where g.organisation_id = :organisation and g.guardian_membership_id = :membership
  and (p.valid_until is null or p.valid_until >= :today)
