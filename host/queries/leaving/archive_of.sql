select a.id, a.state, a.bytes, a.trouble, a.job_id, a.ordered_at_ms, a.expires_at_ms, p.family_name, p.given_name,
       a.fetched_at_ms
from core_school_archive a left join core_person p on p.id = a.ordered_by
where a.organisation_id = :organisation and (a.expires_at_ms is null or a.expires_at_ms > :now)
