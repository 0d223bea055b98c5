-- Who left belongs to themselves, or to where they are now: no telephone of theirs.
select m.id, p.family_name, p.given_name, p.patronymic,
       case when m.valid_until is null or m.valid_until >= :today then p.phone else '' end,
       coalesce((select min(l.label) from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id
                       and l.kind = 'class'), ''),
       g.kinship
from core_guardianship g
join core_membership m on m.organisation_id = g.organisation_id and m.id = g.guardian_membership_id
join core_person p on p.id = m.person_id
where g.organisation_id = :organisation and g.learner_membership_id = :membership
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu", m.id
