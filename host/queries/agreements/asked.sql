-- What is in force for a member and not accepted in its present version: by the person, or, from an
-- administrator, for the organisation.
select a.id, a.code, a.kind, v.number, v.title_kk, v.title_ru, v.title_en, v.published_at_ms, v.own_age,
       m.profile, n.birth_date
from core_membership m
join core_person n on n.id = m.person_id
join core_organisation_closure up on up.organisation_id = m.organisation_id
join core_agreement a on a.organisation_id = up.ancestor_id
join core_agreement_version v on v.agreement_id = a.id
where m.organisation_id = :organisation and m.id = :membership and m.person_id = :person
  and v.number = (select max(x.number) from core_agreement_version x
                  left join core_agreement_withdrawal w
                      on w.agreement_id = x.agreement_id and w.number = x.number
                  where x.agreement_id = a.id and x.in_force_from <= :today and w.number is null)
  and not exists (select 1 from core_agreement_end e
                  where e.agreement_id = a.id and e.after_number >= v.number and e.ended_from <= :today
                    and e.id = (select max(l.id) from core_agreement_end l
                                where l.agreement_id = a.id))
  and ((a.kind = 'binding'
        and ((v.profiles is null
              and (not exists (select 1 from core_agreement_profile p where p.agreement_id = a.id)
                   or exists (select 1 from core_agreement_profile p
                              where p.agreement_id = a.id and p.profile = m.profile)))
             or v.profiles = '' or (',' || v.profiles || ',') like ('%,' || m.profile || ',%'))
        and not exists (select 1 from core_agreement_acceptance c
                        where c.agreement_id = a.id and c.number = v.number
                          and c.person_id = m.person_id and c.party_id = 0))
       or (a.kind = 'organisation' and m.profile = 'employee'
           and exists (select 1 from core_membership_role r
                       where r.organisation_id = m.organisation_id and r.membership_id = m.id
                         and r.role = 'administrator')
           and not exists (select 1 from core_agreement_acceptance c
                           where c.agreement_id = a.id and c.number = v.number
                             and c.party_id = m.organisation_id)))
order by a.id
