select m.person_id, m.profile, m.valid_until,
       (select count(*) from core_membership_role r
        where r.organisation_id = m.organisation_id and r.membership_id = m.id and r.role = 'administrator')
from core_membership m where m.organisation_id = :organisation and m.id = :membership
