-- Whom a login belongs to, if it is somebody of this organisation's tree (0: of any): who is there, or was
-- and is nowhere else; whether they are an operator somewhere.
select a.person_id,
       (select count(*) from core_membership d
        where d.person_id = a.person_id and d.profile = 'operator'
              and (d.valid_until is null or d.valid_until >= :today))
from core_account a
where a.login = :login
  and (cast(:organisation as bigint) = 0
       or exists (select 1 from core_membership m
                  join core_organisation_closure c
                      on c.organisation_id = m.organisation_id and c.ancestor_id = :organisation
                  where m.person_id = a.person_id
                        and (m.valid_until is null or m.valid_until >= :today
                             or not exists (select 1 from core_membership n
                                            where n.person_id = m.person_id
                                                  and (n.valid_until is null or n.valid_until >= :today)))))
