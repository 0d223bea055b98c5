select number, membership_id
from core_credential_slip
where organisation_id = :organisation and batch_id = :batch and state = 'waiting'
order by number
limit :most
