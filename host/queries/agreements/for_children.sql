-- What a parent accepts for a child until an age, of what is in force for learners of an organisation.
select a.code, v.number, v.title_kk, v.title_ru, v.title_en, v.own_age
from core_organisation_closure up
join core_agreement a on a.organisation_id = up.ancestor_id
join core_agreement_version v on v.agreement_id = a.id
where up.organisation_id = :organisation and a.kind = 'binding' and v.own_age > 0
  and v.number = (select max(x.number) from core_agreement_version x
                  left join core_agreement_withdrawal w
                      on w.agreement_id = x.agreement_id and w.number = x.number
                  where x.agreement_id = a.id and x.in_force_from <= :today and w.number is null)
  and not exists (select 1 from core_agreement_end e
                  where e.agreement_id = a.id and e.after_number >= v.number and e.ended_from <= :today
                    and e.id = (select max(l.id) from core_agreement_end l
                                where l.agreement_id = a.id))
  and ((v.profiles is null
        and (not exists (select 1 from core_agreement_profile p where p.agreement_id = a.id)
             or exists (select 1 from core_agreement_profile p
                        where p.agreement_id = a.id and p.profile = 'learner')))
       or v.profiles = '' or (',' || v.profiles || ',') like '%,learner,%')
order by a.id
