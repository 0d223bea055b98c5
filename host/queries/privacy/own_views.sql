-- Who saw or changed the card, the imports that made the memberships, and what was done to the account.
select a.at_ms, a.module || ':' || a.action, p.family_name, p.given_name
from core_audit a
left join core_person p on p.id = a.person_id
where a.subject in (select 'membership:' || m.id from core_membership m
                    where m.person_id = :person and (m.id = :membership or cast(:membership as bigint) = 0)
                    union all
                    select 'upload:' || m.roster_upload_id from core_membership m
                    where m.person_id = :person and (m.id = :membership or cast(:membership as bigint) = 0)
                    union all select 'person:' || :person_text where cast(:membership as bigint) = 0)
  and a.organisation_id in (select m.organisation_id from core_membership m
                            where m.person_id = :person and (m.id = :membership or cast(:membership as bigint) = 0))
order by a.id desc
limit 5000
