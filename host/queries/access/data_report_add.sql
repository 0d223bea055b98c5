-- The same once more, while it is open, is the same.
insert into core_data_report
    (organisation_id, id, person_id, kind, message, created_at_ms, closed_at_ms, field, reported_by)
select cast(:organisation as bigint), cast(:id as bigint), cast(:person as bigint), 'data',
       cast(:message as text), cast(:now as bigint), null, cast(:field as text), cast(:by as bigint)
where not exists (select 1
                  from core_data_report
                  where organisation_id = :organisation and person_id = :person and kind = 'data'
                    and field = :field and message = :message and closed_at_ms is null
                    and coalesce(reported_by, 0) = coalesce(cast(:by as bigint), 0))
