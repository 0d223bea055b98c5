-- What the person did here.
select a.at_ms, a.module || ':' || a.action from core_audit a
where a.person_id = :person
  and (cast(:membership as bigint) = 0 or a.organisation_id = (select m.organisation_id from core_membership m where m.id = :membership))
order by a.id desc
limit 5000
