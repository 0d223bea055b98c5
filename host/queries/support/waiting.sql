select count(*) from core_support_message s
where s.state = 'open'
      and ((:desk = 'school' and s.addressee = 'school' and s.organisation_id = :organisation)
           or (:desk = 'operator' and s.addressee = 'operator'
               and ((s.organisation_id is null
                     and exists (select 1 from core_organisation t
                                 where t.id = :organisation and t.parent_id is null))
                    or exists (select 1 from core_organisation_closure c
                               where c.ancestor_id = :organisation
                                     and c.organisation_id = s.organisation_id))))
