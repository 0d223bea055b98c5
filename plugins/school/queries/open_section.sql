insert into school_section (organisation_id, id, class_id, subject_id, teacher_membership_id)
values (:organisation, :id, :class, :subject, :teacher)
on conflict (organisation_id, class_id, subject_id, teacher_membership_id)
do update set closed_on = null where school_section.closed_on is not null
