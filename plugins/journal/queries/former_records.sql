select former_membership_id, school_kk, school_ru, school_en, class_label, left_on, taken_at_ms
from journal_former_record
where organisation_id = :organisation and learner_membership_id = :learner
order by left_on desc, former_membership_id desc
