select t.id,
       case when t.from_organisation_id = :organisation then t.from_membership_id
            else t.to_membership_id end as membership_id,
       o.code, t.state as status, t.first_day, t.note, t.reason, t.asked_by, t.asked_at_ms as asked_at
from core_transfer t
join core_organisation o
    on o.id = case when t.from_organisation_id = :organisation then t.to_organisation_id
                   else t.from_organisation_id end
where (t.from_organisation_id = :organisation or t.to_organisation_id = :organisation)
