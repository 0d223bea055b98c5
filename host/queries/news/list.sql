-- 0 for any: of an organisation; one.
select n.id, n.organisation_id, n.state, n.revision, n.subject_kk, n.text_kk, n.subject_ru, n.text_ru,
       n.subject_en, n.text_en, n.changed_at_ms, coalesce(n.begun_at_ms, 0), coalesce(n.ended_at_ms, 0),
       n.job_id, n.readers, n.written, n.sent_by,
       coalesce(p.family_name || ' ' || p.given_name, ''), o.code, o.name_kk, o.name_ru, o.name_en,
       (select count(*) from core_mail l
        where l.organisation_id = n.organisation_id and l.module = 'core.news'
              and l.key = 'newsletter:' || cast(n.id as text) and l.state = 'waiting')
from core_newsletter n
join core_organisation o on o.id = n.organisation_id
left join core_person p on p.id = case when n.sent_by = 0 then n.changed_by else n.sent_by end
where (cast(:organisation as bigint) = 0 or n.organisation_id = :organisation)
      and (cast(:id as bigint) = 0 or n.id = :id)
order by n.id desc
limit :most
