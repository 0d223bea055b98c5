-- Whose link it is, as long as the mailbox is the person's and they belong somewhere; and what they read
-- when they asked for it.
select r.person_id,
       (select max(m.organisation_id) from core_membership m
        where m.person_id = r.person_id and m.valid_from <= :today
              and (m.valid_until is null or m.valid_until >= :today)),
       coalesce(c.words, ''), coalesce(c.locale, '')
from core_news_reader r
join core_person p on p.id = r.person_id
left join core_news_consent c on c.id = (select max(id) from core_news_consent
                                         where person_id = r.person_id and act = 'asked')
where r.link_hash = :hash and r.link_until_ms > :now and r.link_address = p.email
      and exists (select 1 from core_membership m
                  where m.person_id = r.person_id and m.valid_from <= :today
                        and (m.valid_until is null or m.valid_until >= :today))
