-- Whose the membership was is forgotten here, too.
update core_deletion
set erased_at_ms = :now, certificate = :certificate, note = '', scan_file = null,
    asked_by = case when asked_by = person_id
                    then (select m.person_id from core_membership m
                          where m.organisation_id = core_deletion.organisation_id and m.id = core_deletion.membership_id)
                    else asked_by end,
    person_id = (select m.person_id from core_membership m
                 where m.organisation_id = core_deletion.organisation_id and m.id = core_deletion.membership_id)
where id = :id and erased_at_ms is null
