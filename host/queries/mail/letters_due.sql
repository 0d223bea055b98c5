-- The next letters: the oldest of each module in each organisation, then the second of each, and so on;
-- among those, after the one that had the last turn.
select d.organisation_id, d.id, d.module, d.person_id, m.locale, m.subject, m.body, m.html, m.attempts,
       d.next_at_ms, m.created_at_ms,
       case when m.address = '' then p.email else m.address end, m.unsubscribe
from (select organisation_id, id, module, person_id, next_at_ms,
             row_number() over (partition by organisation_id, module order by next_at_ms, id) as place
      from core_mail
      where state = 'waiting' and next_at_ms <= :now
      order by place,
               case when (organisation_id, module) > (cast(:after_organisation as bigint),
                                                      cast(:after_module as text)) then 0 else 1 end,
               organisation_id, module
      limit :most) d
join core_mail m on m.organisation_id = d.organisation_id and m.id = d.id
join core_person p on p.id = d.person_id
order by d.place,
         case when (d.organisation_id, d.module) > (cast(:after_organisation as bigint),
                                                    cast(:after_module as text)) then 0 else 1 end,
         d.organisation_id, d.module
