-- Members of a kind, of a class or of all, who have an account without a password and are in nobody
-- else's batch.
insert into core_credential_slip (organisation_id, batch_id, number, membership_id, state, sealed)
select m.organisation_id, cast(:batch as bigint),
       row_number() over (order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
                                   p.patronymic collate "kk-x-icu", m.id),
       m.id, 'waiting', ''
from core_membership m
join core_person p on p.id = m.person_id
join core_account a on a.person_id = m.person_id
where m.organisation_id = :organisation and m.profile = :profile
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      and a.password_hash is null
      and (cast(:by_letter as bigint) = 0 or p.email <> '')
      and (:class_label = ''
           or exists (select 1 from core_placement l
                      where l.organisation_id = m.organisation_id and l.membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label)
           or exists (select 1 from core_guardianship g
                      join core_placement l on l.organisation_id = g.organisation_id
                           and l.membership_id = g.learner_membership_id
                      where g.organisation_id = m.organisation_id and g.guardian_membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label))
      and not exists (select 1 from core_credential_slip s
                      where s.membership_id = m.id and s.state = 'waiting'
                            and coalesce(s.member_organisation_id, s.organisation_id)
                                = m.organisation_id)
order by 3
limit :most
