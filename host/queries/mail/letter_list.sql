-- 'failed' stands before 'waiting'.
select m.id, m.organisation_id, o.code, o.name_kk, o.name_ru, o.name_en, m.module, m.template, m.state,
       case when m.address = '' then p.email else m.address end, m.attempts, m.next_at_ms, m.created_at_ms, m.reason, m.last_error
from core_mail m
join core_organisation o on o.id = m.organisation_id
join core_person p on p.id = m.person_id
where m.state in ('failed', 'waiting')
  and (cast(:top as bigint) = 0
       or m.organisation_id in (select organisation_id from core_organisation_closure
                                where ancestor_id = :top))
order by m.state, m.id desc
limit :most
