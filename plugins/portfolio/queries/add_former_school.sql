insert into portfolio_former_school (
    organisation_id, learner_membership_id, former_membership_id, school_kk, school_ru, school_en,
    left_on, taken_at_ms)
values (:organisation, :learner, :former, :school_kk, :school_ru, :school_en, :left_on, :now)
on conflict do nothing
