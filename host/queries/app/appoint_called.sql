-- Whom a list calls administrator. A file makes none: only the demonstration takes it at its word.
update core_membership_role
set role = 'administrator'
where organisation_id = :organisation
      and membership_id in (select m.id from core_membership m
                            where m.organisation_id = core_membership_role.organisation_id
                                  and m.position like 'Әкімші%')
