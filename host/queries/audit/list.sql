-- Whom or what the host's own lines are about is named: a person, by the membership or directly, an
-- organisation, a roster's file. A module's subjects are its own.
select a.id, a.at_ms, a.person_id, p.family_name, p.given_name, a.module, a.action, a.subject,
       a.detail, a.request_id, s.family_name, s.given_name, o.name_kk, o.name_ru, o.name_en, u.file_name
from core_audit a
left join core_person p on p.id = a.person_id
left join core_membership m
     on m.id = case when a.module = '' and substr(a.subject, 1, 11) = 'membership:'
                    then cast(substr(a.subject, 12) as bigint) end
left join core_person s
     on s.id = case when m.person_id is not null then m.person_id
                    when a.module = '' and substr(a.subject, 1, 7) = 'person:'
                    then cast(substr(a.subject, 8) as bigint) end
left join core_organisation o
     on o.id = case when a.module = '' and substr(a.subject, 1, 13) = 'organisation:'
                    then cast(substr(a.subject, 14) as bigint) end
left join core_roster_upload u
     on u.organisation_id = a.organisation_id
        and u.id = case when a.module = '' and substr(a.subject, 1, 7) = 'upload:'
                        then cast(substr(a.subject, 8) as bigint) end
where a.organisation_id = :organisation and a.id < :before
order by a.id desc
limit :limit
