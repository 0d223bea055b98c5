-- The days on which somebody who left the class and came back was not in it.
select learner_membership_id, first_day, last_day
from api_school_gap_v1
where organisation_id = :organisation and class_id = :class
order by learner_membership_id, first_day
