-- Newsletters lie where they were written, which may be above.
delete from core_mail
where (organisation_id = :organisation and membership_id = :membership)
      or (membership_id = :membership
          and person_id = (select m.person_id from core_membership m
                           where m.organisation_id = :organisation and m.id = :membership))
