select n.id, n.learner_membership_id, n.kind, n.level, n.title, n.result, n.begins_on, n.ends_on, n.place, n.note,
       n.revision, n.removed_at_ms, n.former_membership_id, f.school_kk, f.school_ru, f.school_en
from portfolio_entry n
left join portfolio_former_school f
    on f.organisation_id = n.organisation_id and f.learner_membership_id = n.learner_membership_id
   and f.former_membership_id = n.former_membership_id
where n.organisation_id = :organisation and n.learner_membership_id = :learner
order by n.begins_on desc, n.id desc
