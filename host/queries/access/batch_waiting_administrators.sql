-- Administrators of organisations where none has ever signed in, unless a slip of theirs is being made.
select m.organisation_id, m.id
from core_organisation_closure c
join core_membership m on m.organisation_id = c.organisation_id and m.profile = 'employee'
join core_membership_role r on r.organisation_id = m.organisation_id and r.membership_id = m.id
     and r.role = 'administrator'
join core_account a on a.person_id = m.person_id
where c.ancestor_id = :top and a.first_login_at_ms is null
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      and not exists (select 1 from core_membership w
                      join core_membership_role x on x.organisation_id = w.organisation_id
                           and x.membership_id = w.id and x.role = 'administrator'
                      join core_account b on b.person_id = w.person_id
                      where w.organisation_id = m.organisation_id and w.profile = 'employee'
                            and w.valid_from <= :today and (w.valid_until is null or w.valid_until >= :today)
                            and b.first_login_at_ms is not null)
      and not exists (select 1 from core_credential_slip s
                      where s.membership_id = m.id and s.state = 'waiting'
                            and coalesce(s.member_organisation_id, s.organisation_id) = m.organisation_id)
order by m.organisation_id, m.id
limit :most
