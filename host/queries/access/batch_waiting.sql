select number, membership_id, coalesce(member_organisation_id, organisation_id)
from core_credential_slip
where organisation_id = :organisation and batch_id = :batch and state = 'waiting'
order by number
limit :most
