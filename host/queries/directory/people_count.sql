select count(*)
from core_membership m
where m.organisation_id = :organisation and m.profile = :profile
      and m.valid_from <= :today and (m.valid_until is null or m.valid_until >= :today)
      and (:class_label = ''
           or exists (select 1 from core_placement l
                      where l.organisation_id = m.organisation_id and l.membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label)
           or exists (select 1 from core_guardianship g
                      join core_placement l on l.organisation_id = g.organisation_id
                           and l.membership_id = g.learner_membership_id
                      where g.organisation_id = m.organisation_id and g.guardian_membership_id = m.id
                            and l.kind = 'class' and l.label = :class_label))
