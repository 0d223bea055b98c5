-- One row for each role given, or one with a null role.
select s.person_id, s.organisation_id, s.membership_id, s.csrf_secret, s.created_at_ms, s.seen_at_ms,
       s.expires_at_ms, p.family_name, p.given_name, p.confirmed_at_ms, a.locale,
       a.password_temporary, a.password_set_at_ms, m.profile, o.name_kk, o.name_ru, o.name_en, r.role,
       a.compromised_at_ms, f.confirmed_at_ms,
       a.second_factor_taken_off_at_ms,
       (select x.level from core_restriction x
        where x.person_id = s.person_id and x.ended_at_ms is null
              and (x.until_ms is null or x.until_ms > :now)),
       a.address_news_at_ms, o.parent_id
from core_session s
join core_person p on p.id = s.person_id
join core_account a on a.person_id = s.person_id
join core_membership m on m.organisation_id = s.organisation_id and m.id = s.membership_id
join core_organisation o on o.id = s.organisation_id
left join core_second_factor f on f.person_id = s.person_id
left join core_membership_role r
    on r.organisation_id = m.organisation_id and r.membership_id = m.id
where s.token_hash = :token_hash
  and s.expires_at_ms > :now
  and m.person_id = s.person_id
  and m.valid_from <= :today
  and (m.valid_until is null or m.valid_until >= :today)
