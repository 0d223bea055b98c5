-- One at a time: nothing is added while an earlier one is open.
insert into core_data_report (organisation_id, id, person_id, kind, message, created_at_ms, closed_at_ms)
select cast(:organisation as bigint), cast(:id as bigint), cast(:person as bigint), 'compromised', '',
       cast(:now as bigint), null
where not exists (select 1 from core_data_report
                  where organisation_id = :organisation and person_id = :person
                        and kind = 'compromised' and closed_at_ms is null)
