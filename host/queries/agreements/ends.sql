-- How each document that ends does so: what was decided last.
select e.agreement_id, e.after_number, e.ended_from
from core_agreement_end e
where e.ended_from is not null
  and e.id = (select max(l.id) from core_agreement_end l where l.agreement_id = e.agreement_id)
