-- Of people of an organisation's tree (0: of any; who left for another belongs to that one), of one person (0: of all); present or past.
select x.id, x.person_id, p.family_name, p.given_name, a.login, x.level, x.reason, x.note, x.from_ms,
       x.until_ms, b.family_name, b.given_name, x.ended_at_ms, e.family_name, e.given_name,
       (select min(m.id) from core_membership m
        where m.organisation_id = :organisation and m.person_id = x.person_id
              and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today))
from core_restriction x
join core_person p on p.id = x.person_id
left join core_account a on a.person_id = x.person_id
left join core_person b on b.id = x.imposed_by
left join core_person e on e.id = x.ended_by
where (cast(:organisation as bigint) = 0
       or exists (select 1 from core_membership m
                  join core_organisation_closure c
                      on c.organisation_id = m.organisation_id and c.ancestor_id = :organisation
                  where m.person_id = x.person_id
                        and (m.valid_until is null or m.valid_until >= :today
                             or not exists (select 1 from core_membership n
                                            where n.person_id = m.person_id
                                                  and (n.valid_until is null or n.valid_until >= :today)))))
  and (cast(:person as bigint) = 0 or x.person_id = :person)
  and case when x.ended_at_ms is null and (x.until_ms is null or x.until_ms > :now)
           then 'present' else 'past' end = :standing
order by x.id desc
limit :limit
