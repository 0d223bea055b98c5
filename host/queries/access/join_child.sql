-- A learner who is here today, named by the login: nobody's parent is who learns.
insert into core_guardianship (organisation_id, learner_membership_id, guardian_membership_id, kinship)
select m.organisation_id, m.id, cast(:guardian as bigint), cast(:kinship as text)
from core_account a
join core_membership m on m.person_id = a.person_id
where a.login = :child and a.person_id <> :person and m.organisation_id = :organisation
  and m.profile = 'learner' and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
on conflict do nothing
