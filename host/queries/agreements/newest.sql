select number, in_force_from
from core_agreement_version
where agreement_id = :agreement
order by number desc
limit 1
