select former_membership_id, year, term
from journal_former_mark
where organisation_id = :organisation and learner_membership_id = :learner
group by former_membership_id, year, term
order by year desc, term desc
