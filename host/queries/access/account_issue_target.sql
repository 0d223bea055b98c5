-- The last columns say what a new password would open besides: the duties of an operator or of an
-- official, anywhere, and what the person is elsewhere.
select m.person_id, a.login, p.family_name, p.given_name, p.patronymic,
       case when exists (select 1 from core_membership d
                         where d.person_id = m.person_id and d.profile = 'operator'
                               and (d.valid_until is null or d.valid_until >= :today))
            then 1 else 0 end,
       case when exists (select 1 from core_membership d
                         where d.person_id = m.person_id
                               and (d.profile in ('ministry', 'region', 'district')
                                    or d.organisation_id <> m.organisation_id)
                               and (d.valid_until is null or d.valid_until >= :today))
            then 1 else 0 end,
       case when p.email <> '' then 1 else 0 end,
       case when a.first_login_at_ms is not null then 1 else 0 end,
       a.locale,
       case a.locale when 'ru' then o.name_ru when 'en' then o.name_en else o.name_kk end
from core_membership m
join core_organisation o on o.id = m.organisation_id
join core_account a on a.person_id = m.person_id
join core_person p on p.id = m.person_id
where m.organisation_id = :organisation
  and m.id = :membership
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
