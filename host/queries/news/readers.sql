-- The next readers in an organisation and beneath it, each by one membership.
select r.person_id, min(m.id), coalesce(a.locale, '')
from core_news_reader r
join core_person p on p.id = r.person_id
join core_membership m on m.person_id = r.person_id
join core_organisation_closure c on c.organisation_id = m.organisation_id and c.ancestor_id = :organisation
left join core_account a on a.person_id = r.person_id
where r.on_since_ms is not null and r.address <> '' and r.address = p.email and r.person_id > :after
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      and not exists (select 1 from core_deletion d
                      where d.organisation_id = m.organisation_id and d.membership_id = m.id
                            and d.taken_back_at_ms is null)
      and not exists (select 1 from core_restriction x
                      where x.person_id = r.person_id and x.level = 'blocked' and x.ended_at_ms is null
                            and (x.until_ms is null or x.until_ms > :now))
group by r.person_id, a.locale
order by r.person_id
limit :most
