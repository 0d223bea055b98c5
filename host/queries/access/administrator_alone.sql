-- Where somebody is the only administrator who may do anything at this moment.
select o.name_kk, o.name_ru, o.name_en
from core_account a
join core_membership m
    on m.person_id = a.person_id and m.profile = 'employee'
       and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
join core_membership_role r
    on r.organisation_id = m.organisation_id and r.membership_id = m.id and r.role = 'administrator'
join core_organisation o on o.id = m.organisation_id
where a.login = :login
  and not exists (
      select 1
      from core_membership n
      join core_membership_role s
          on s.organisation_id = n.organisation_id and s.membership_id = n.id and s.role = 'administrator'
      where n.organisation_id = m.organisation_id and n.person_id <> m.person_id and n.profile = 'employee'
        and n.valid_from <= :today and (n.valid_until is null or n.valid_until >= :today)
        and not exists (select 1 from core_restriction x
                        where x.person_id = n.person_id and x.ended_at_ms is null
                          and (x.until_ms is null or x.until_ms > :now)))
order by o.id
