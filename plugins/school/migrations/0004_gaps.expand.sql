-- The days between a learner's leaving a class and coming back to it: an enrolment has one first day and one
-- last, and these are none of it.
create table school_gap (
    organisation_id bigint not null,
    class_id bigint not null,
    learner_membership_id bigint not null,
    first_day date not null,
    last_day date not null,
    constraint school_gap_key primary key (organisation_id, class_id, learner_membership_id, first_day)
);

create view api_school_gap_v1 as
    select organisation_id, class_id, learner_membership_id, first_day, last_day from school_gap;
