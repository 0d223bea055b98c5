-- Of somebody who goes on elsewhere, and not as staff.
update core_person set residence = ''
where id = :person and residence <> ''
  and not exists (select 1 from core_membership m
                  where m.person_id = core_person.id and m.profile = 'employee'
                    and (m.valid_until is null or m.valid_until >= :today))
