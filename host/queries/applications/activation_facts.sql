-- What a school has to begin with.
select (select count(distinct p.label) from core_placement p
        where p.organisation_id = :organisation and p.kind = 'class'),
       (select count(distinct m.person_id) from core_membership m
        where m.organisation_id = :organisation and m.profile = 'employee'
              and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)),
       (select count(distinct m.person_id) from core_membership m
        where m.organisation_id = :organisation and m.profile = 'learner'
              and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today))
