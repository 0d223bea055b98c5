-- Whose it is, if they belong to this organisation's tree (0: to any), or did and are nowhere else.
select x.person_id
from core_restriction x
where x.id = :id and x.ended_at_ms is null
  and (cast(:organisation as bigint) = 0
       or exists (select 1 from core_membership m
                  join core_organisation_closure c
                      on c.organisation_id = m.organisation_id and c.ancestor_id = :organisation
                  where m.person_id = x.person_id
                        and (m.valid_until is null or m.valid_until >= :today
                             or not exists (select 1 from core_membership n
                                            where n.person_id = m.person_id
                                                  and (n.valid_until is null or n.valid_until >= :today)))))
