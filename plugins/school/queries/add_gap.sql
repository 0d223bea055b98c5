insert into school_gap (organisation_id, class_id, learner_membership_id, first_day, last_day)
values (:organisation, :class, :learner, :first_day, :last_day)
on conflict (organisation_id, class_id, learner_membership_id, first_day) do nothing
