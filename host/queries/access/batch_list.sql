-- One of a person's, or, with the id 0, the newest of them.
select b.id, b.handing, b.profile, b.class_label, b.created_at_ms, b.ready_at_ms, b.forget_at_ms,
       b.job_id, count(s.number), coalesce(sum(case when s.state = 'made' then 1 else 0 end), 0),
       coalesce(sum(case when s.state = 'left_out' then 1 else 0 end), 0)
from core_credential_batch b
left join core_credential_slip s on s.organisation_id = b.organisation_id and s.batch_id = b.id
where b.organisation_id = :organisation and b.asked_by = :person
      and (cast(:id as bigint) = 0 or b.id = :id)
group by b.organisation_id, b.id
order by b.id desc
limit 20
