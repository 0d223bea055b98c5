-- What they had brought along to the school they leave goes on with them.
insert into portfolio_former_school (
    organisation_id, learner_membership_id, former_membership_id, school_kk, school_ru, school_en,
    left_on, taken_at_ms)
select cast(:organisation as bigint), cast(:learner as bigint), f.former_membership_id, f.school_kk,
       f.school_ru, f.school_en, f.left_on, f.taken_at_ms
from portfolio_former_school f
where f.organisation_id = :former_organisation and f.learner_membership_id = :former
on conflict do nothing
