-- Whoever comes back to a class goes on where the first time began; what lies between is a gap.
insert into school_enrolment (organisation_id, class_id, learner_membership_id, valid_from)
values (:organisation, :class, :learner, :valid_from)
on conflict (organisation_id, class_id, learner_membership_id) do update set valid_until = null
