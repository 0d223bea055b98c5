-- Officials and operators of an organisation and of those beneath it, of all or of one membership. They belong
-- to organisations that are no schools: the others' people are not looked through.
select m.organisation_id, m.id, m.person_id, p.family_name, p.given_name, p.patronymic, m.profile, m.position,
       a.login, m.valid_from, m.valid_until, o.name_kk, o.name_ru, o.name_en, o.code,
       (select g.last_day from core_names_grant g
        where g.organisation_id = m.organisation_id and g.membership_id = m.id
              and g.withdrawn_at_ms is null and g.expired_at_ms is null and g.last_day >= :today)
from core_organisation_closure c
join core_organisation o
    on o.id = c.organisation_id
       and o.kind in ('ministry', 'region', 'district', 'state_body', 'self_government')
join core_membership m on m.organisation_id = o.id
join core_person p on p.id = m.person_id
left join core_account a on a.person_id = m.person_id
where c.ancestor_id = :top and m.profile in ('ministry', 'region', 'district', 'operator')
  and (cast(:membership as bigint) = 0 or m.id = :membership)
  and not exists (select 1 from core_deletion d
                  where d.organisation_id = m.organisation_id and d.membership_id = m.id
                        and d.erased_at_ms is not null)
  and ((:standing = '' and (m.valid_until is null or m.valid_until >= :today))
       or (:standing = 'former' and m.valid_until < :today)
       or :standing = 'any')
order by p.family_name collate "kk-x-icu", p.given_name collate "kk-x-icu",
         p.patronymic collate "kk-x-icu", m.id
