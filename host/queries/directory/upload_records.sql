-- Applied ones, newest first; of one upload, in whatever state, if :one is not 0.
select u.id, u.kind, u.file_name, u.rows_total, u.applied_at_ms, u.new_count, u.changed_count,
       u.left_out_count, u.undone_at_ms, u.job_id, a.family_name, a.given_name, b.family_name,
       b.given_name
from core_roster_upload u
left join core_person a on a.id = case when u.applied_by = 0 then u.uploaded_by else u.applied_by end
left join core_person b on b.id = u.undone_by
where u.organisation_id = :organisation
      and (u.id = :one or (:one = 0 and u.applied_at_ms is not null))
order by u.applied_at_ms desc, u.id desc
limit :most
