delete from core_credential_slip
where exists (select 1 from core_credential_batch b
              where b.organisation_id = core_credential_slip.organisation_id
                    and b.id = core_credential_slip.batch_id and b.forget_at_ms <= :now)
