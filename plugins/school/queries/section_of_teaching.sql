select id, class_id, subject_id, teacher_membership_id, closed_on
from school_section
where organisation_id = :organisation and class_id = :class and subject_id = :subject
  and teacher_membership_id = :teacher
