select id, text, due_on
from example_reminder
where organisation_id = :organisation_id and due_on >= :today
order by due_on, id
limit 100
