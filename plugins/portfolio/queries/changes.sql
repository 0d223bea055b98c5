select c.deed, c.changed_at_ms,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = c.organisation_id and w.membership_id = c.changed_by)
from portfolio_change c
where c.organisation_id = :organisation and c.learner_membership_id = :learner and c.entry_id = :entry
order by c.revision desc
