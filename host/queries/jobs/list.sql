-- The newest jobs of a state within an organisation (0: everywhere); the host's own belong to the top.
select j.id, j.module, j.organisation_id, j.kind, j.state, j.attempts, j.attempts_max, j.next_at_ms,
       j.cancel_asked, j.done, j.total, j.error, j.created_at_ms, j.began_at_ms, j.finished_at_ms,
       o.code, o.name_kk, o.name_ru, o.name_en, j.reason
from core_job j
left join core_organisation o on o.id = j.organisation_id
where j.state = :state
  and (cast(:within as bigint) = 0
       or (j.organisation_id = 0
           and exists (select 1 from core_organisation t
                       where t.id = cast(:within as bigint) and t.parent_id is null))
       or exists (select 1 from core_organisation_closure c
                  where c.ancestor_id = cast(:within as bigint) and c.organisation_id = j.organisation_id))
order by j.next_at_ms desc, j.id desc
limit :most
