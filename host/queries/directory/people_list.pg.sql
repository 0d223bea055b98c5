select m.id, m.person_id, p.family_name, p.given_name, p.patronymic, p.birth_date, p.phone, p.email,
       m.position,
       coalesce((select string_agg(l.label, ', ' order by l.label) from core_placement l
                 where l.organisation_id = m.organisation_id and l.membership_id = m.id), ''),
       a.login, case when a.password_hash is null then 0 else 1 end, a.first_login_at_ms,
       count(*) over (), e.ground, e.first_day
from core_membership m
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
left join core_membership_end e
    on e.organisation_id = m.organisation_id and e.membership_id = m.id and e.reopened_at_ms is null
where m.organisation_id = :organisation and m.profile = :profile
      and ((:standing = '' and m.valid_from <= :today
            and (m.valid_until is null or m.valid_until >= :today))
           -- Neither whom an import made that was undone, nor who was erased: nobody of them left.
           or (:standing = 'former' and m.valid_until < :today
               and (e.id is not null or not exists
                    (select 1 from core_roster_upload u
                     where u.organisation_id = m.organisation_id and u.id = m.roster_upload_id
                           and u.undone_at_ms is not null))
               and not exists (select 1 from core_deletion d
                               where d.organisation_id = m.organisation_id
                                     and d.membership_id = m.id and d.erased_at_ms is not null)))
      and (:class_label = ''
           or exists (select 1 from core_placement l
                      where l.organisation_id = m.organisation_id and l.membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label)
           or exists (select 1 from core_guardianship g
                      join core_placement l on l.organisation_id = g.organisation_id
                           and l.membership_id = g.learner_membership_id
                      where g.organisation_id = m.organisation_id and g.guardian_membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label))
      and (:account = ''
           or (:account = 'without_password' and a.person_id is not null and a.password_hash is null)
           or (:account = 'never_used' and a.password_hash is not null
               and a.first_login_at_ms is null))
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", m.id
limit :rows offset :skipped
