-- A person as news by mail see them: the mailbox of today, what is known of it, and whether they learn
-- somewhere and since which day they live.
select p.email, coalesce(r.address, ''), coalesce(r.on_since_ms, 0), coalesce(r.link_address, ''),
       coalesce(r.link_until_ms, 0), p.birth_date,
       case when exists (select 1 from core_membership m
                         where m.person_id = p.id and m.profile = 'learner' and m.valid_from <= :today
                               and (m.valid_until is null or m.valid_until >= :today)) then 1 else 0 end
from core_person p
left join core_news_reader r on r.person_id = p.id
where p.id = :person
