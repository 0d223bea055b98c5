-- Whether somebody who left is a member where they moved to.
select 1 from core_transfer t
join core_membership m on m.organisation_id = t.to_organisation_id and m.id = t.to_membership_id
where t.from_organisation_id = :organisation and t.from_membership_id = :membership
      and t.state = 'accepted' and (m.valid_until is null or m.valid_until >= :today)
