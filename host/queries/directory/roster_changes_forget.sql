-- What can't be undone any more: former data of people are not kept for ever.
delete from core_roster_change
where exists (select 1 from core_roster_upload u
              where u.organisation_id = core_roster_change.organisation_id
                    and u.id = core_roster_change.upload_id
                    and (u.applied_at_ms < :before_ms or u.undone_at_ms is not null))
