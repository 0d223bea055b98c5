update core_mail
set state = 'waiting', reason = '', attempts = 0, next_at_ms = :now, retried_at_ms = :now
where state = 'failed'
  and secret = 0  -- what it said is gone
  and (cast(:top as bigint) = 0
       or organisation_id in (select organisation_id from core_organisation_closure
                              where ancestor_id = :top))
  and (cast(:id as bigint) = 0 or id = :id)
