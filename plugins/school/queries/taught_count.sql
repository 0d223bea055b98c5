select count(*) from school_section s
where s.organisation_id = :organisation and s.teacher_membership_id = :member
