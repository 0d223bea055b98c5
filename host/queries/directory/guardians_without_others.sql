-- Guardians of a learner who would have no child left in the organisation from that day on.
select m.id, p.family_name, p.given_name, p.patronymic, p.phone, ''
from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.guardian_membership_id
join core_person p on p.id = m.person_id
where g.organisation_id = :organisation and g.learner_membership_id = :learner
      and m.profile = 'guardian'
      and (m.valid_until is null or m.valid_until >= :day)
      and not exists (select 1 from core_guardianship o
                      join core_membership l on l.organisation_id = o.organisation_id
                           and l.id = o.learner_membership_id
                      where o.organisation_id = g.organisation_id
                            and o.guardian_membership_id = g.guardian_membership_id
                            and o.learner_membership_id <> g.learner_membership_id
                            and (l.valid_until is null or l.valid_until >= :day))
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", m.id
