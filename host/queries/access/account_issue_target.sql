-- The last column counts duties elsewhere that a new password would open as well.
select m.person_id, a.login, p.family_name, p.given_name, p.patronymic,
       (select count(*)
        from core_membership other
        left join core_membership_role r
            on r.organisation_id = other.organisation_id and r.membership_id = other.id
        where other.person_id = m.person_id
          and other.organisation_id <> m.organisation_id
          and (other.valid_until is null or other.valid_until >= :today)
          and (other.profile in ('operator', 'ministry', 'region', 'district')
               or r.role = 'administrator')) as duties_elsewhere
from core_membership m
join core_account a on a.person_id = m.person_id
join core_person p on p.id = m.person_id
where m.organisation_id = :organisation
  and m.id = :membership
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
