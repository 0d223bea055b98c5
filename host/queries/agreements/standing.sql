-- The newest version that was not taken back.
select v.number, v.in_force_from
from core_agreement_version v
left join core_agreement_withdrawal w on w.agreement_id = v.agreement_id and w.number = v.number
where v.agreement_id = :agreement and w.number is null
order by v.number desc
limit 1
