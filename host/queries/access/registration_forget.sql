-- Those whose day has come, and those nobody answered whose parent left so long ago.
delete from core_registration
where erase_on <= :today
   or (state = 'waiting'
       and exists (select 1 from core_membership m
                   where m.organisation_id = core_registration.organisation_id
                     and m.id = core_registration.guardian_membership_id and m.valid_until < :before))
