-- What an employee entered, as numbers: whose achievements they were is other people's data.
select count(*), min(changed_at_ms), max(changed_at_ms)
from portfolio_change
where organisation_id = :organisation and changed_by = :member
