-- desk: own (of the person), school, operator (the organisation's tree; at the top, visitors), all.
select s.id, s.organisation_id, o.name_kk, o.name_ru, o.name_en, s.person_id, s.membership_id,
       p.family_name || ' ' || p.given_name, p.email, s.email, s.addressee, s.kind, s.words, s.page,
       s.role, s.locale, s.browser, s.request_id, s.state, s.answer,
       a.family_name || ' ' || a.given_name, s.created_at_ms, s.changed_at_ms
from core_support_message s
left join core_organisation o on o.id = s.organisation_id
left join core_person p on p.id = s.person_id
left join core_person a on a.id = s.answered_by
where (cast(:id as bigint) = 0 or s.id = :id)
      and (:standing = '' or (:standing = 'closed' and s.state = 'closed')
           or (:standing = 'open' and s.state <> 'closed'))
      and (:desk = 'all'
           or (:desk = 'own' and s.person_id = :person)
           or (:desk = 'school' and s.addressee = 'school' and s.organisation_id = :organisation)
           or (:desk = 'operator' and s.addressee = 'operator'
               and ((s.organisation_id is null
                     and exists (select 1 from core_organisation t
                                 where t.id = :organisation and t.parent_id is null))
                    or exists (select 1 from core_organisation_closure c
                               where c.ancestor_id = :organisation
                                     and c.organisation_id = s.organisation_id))))
order by s.id desc
limit :rows
