-- As in readers.sql.
select count(distinct r.person_id)
from core_news_reader r
join core_person p on p.id = r.person_id
join core_membership m on m.person_id = r.person_id
join core_organisation_closure c on c.organisation_id = m.organisation_id and c.ancestor_id = :organisation
where r.on_since_ms is not null and r.address <> '' and r.address = p.email
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      and not exists (select 1 from core_deletion d
                      where d.organisation_id = m.organisation_id and d.membership_id = m.id
                            and d.taken_back_at_ms is null)
      and not exists (select 1 from core_restriction x
                      where x.person_id = r.person_id and x.level = 'blocked' and x.ended_at_ms is null
                            and (x.until_ms is null or x.until_ms > :now))
