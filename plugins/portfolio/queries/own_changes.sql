-- Who entered and who changed a learner's achievements.
select n.title, c.deed, c.changed_at_ms,
       (select w.family_name || ' ' || w.given_name
        from api_core_person_v1 w
        where w.organisation_id = c.organisation_id and w.membership_id = c.changed_by)
from portfolio_change c
join portfolio_entry n on n.organisation_id = c.organisation_id and n.id = c.entry_id
where c.organisation_id = :organisation and c.learner_membership_id = :member
order by c.changed_at_ms, c.entry_id, c.revision
