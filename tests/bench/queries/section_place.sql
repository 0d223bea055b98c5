select organisation_id, class_id, teacher_membership_id
from api_school_section_v1
where section_id = :section
