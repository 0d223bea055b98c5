insert into core_agreement_withdrawal (agreement_id, number, withdrawn_at_ms, withdrawn_by)
values (:agreement, :number, :at_ms, :by)
on conflict (agreement_id, number) do nothing
