-- The schools where a module is on and the job of the last time has ended.
select r.organisation_id
from core_module_reach r
join core_organisation o on o.id = r.organisation_id
where r.module = :owner and o.kind = 'school'
  and not exists (
      select 1
      from core_job j
      where j.module = :module and j.organisation_id = r.organisation_id and j.kind = :kind
        and j.job_key = :key and j.job_key <> '' and j.state in ('waiting', 'running'))
