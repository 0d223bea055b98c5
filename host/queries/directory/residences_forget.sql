-- Kept of staff alone: goes with the last membership as such. What a deletion has frozen waits for its day.
update core_person set residence = ''
where residence <> ''
  and not exists (select 1 from core_membership m
                  where m.person_id = core_person.id and m.profile = 'employee'
                    and (m.valid_until is null or m.valid_until >= :today))
  and not exists (select 1 from core_deletion d
                  join core_membership m on m.organisation_id = d.organisation_id and m.id = d.membership_id
                  where d.person_id = core_person.id and m.profile = 'employee'
                    and d.confirmed_at_ms is not null and d.taken_back_at_ms is null
                    and d.erased_at_ms is null)
