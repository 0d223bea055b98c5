-- What they had brought along to the school they leave goes on with them.
insert into journal_former_record (
    organisation_id, learner_membership_id, former_membership_id, school_kk, school_ru, school_en,
    class_label, left_on, taken_at_ms)
select cast(:organisation as bigint), cast(:learner as bigint), r.former_membership_id, r.school_kk,
       r.school_ru, r.school_en, r.class_label, r.left_on, r.taken_at_ms
from journal_former_record r
where r.organisation_id = :former_organisation and r.learner_membership_id = :former
on conflict do nothing
