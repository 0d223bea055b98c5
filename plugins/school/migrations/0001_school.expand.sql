-- Years, terms, classes, subjects and who teaches what.

create table school_year (
    organisation_id bigint not null,
    year int not null, -- the calendar year it begins in: 2026 for 2026/27
    begins_on date not null,
    ends_on date not null,
    constraint school_year_key primary key (organisation_id, year)
);

create table school_term (
    organisation_id bigint not null,
    year int not null,
    number int not null,
    begins_on date not null,
    ends_on date not null,
    constraint school_term_key primary key (organisation_id, year, number),
    constraint school_term_year foreign key (organisation_id, year) references school_year (organisation_id, year)
);

-- Days without lessons inside a term. grade null: for everybody.
create table school_break (
    organisation_id bigint not null,
    year int not null,
    begins_on date not null,
    ends_on date not null,
    grade int,
    constraint school_break_key primary key (organisation_id, year, begins_on),
    constraint school_break_year foreign key (organisation_id, year) references school_year (organisation_id, year)
);

create table school_class (
    organisation_id bigint not null,
    id bigint not null,
    year int not null,
    grade int not null,
    letter text not null,
    homeroom_membership_id bigint,
    constraint school_class_key primary key (organisation_id, id),
    constraint school_class_label unique (organisation_id, year, grade, letter),
    constraint school_class_year foreign key (organisation_id, year) references school_year (organisation_id, year)
);
create index school_class_homeroom on school_class (organisation_id, homeroom_membership_id);

-- valid_until is the last day in the class; null: still there.
create table school_enrolment (
    organisation_id bigint not null,
    class_id bigint not null,
    learner_membership_id bigint not null,
    valid_from date not null,
    valid_until date,
    constraint school_enrolment_key primary key (organisation_id, class_id, learner_membership_id),
    constraint school_enrolment_class foreign key (organisation_id, class_id) references school_class (organisation_id, id)
);
create index school_enrolment_learner on school_enrolment (organisation_id, learner_membership_id);

create table school_subject (
    organisation_id bigint not null,
    id bigint not null,
    name text not null,
    constraint school_subject_key primary key (organisation_id, id),
    constraint school_subject_name unique (organisation_id, name)
);

-- Who teaches what to whom. A section that was taught stays, with the day it was closed.
create table school_section (
    organisation_id bigint not null,
    id bigint not null,
    class_id bigint not null,
    subject_id bigint not null,
    teacher_membership_id bigint not null,
    closed_on date,
    constraint school_section_key primary key (organisation_id, id),
    constraint school_section_once unique (organisation_id, class_id, subject_id, teacher_membership_id),
    constraint school_section_class foreign key (organisation_id, class_id) references school_class (organisation_id, id),
    constraint school_section_subject foreign key (organisation_id, subject_id) references school_subject (organisation_id, id)
);
create index school_section_teacher on school_section (organisation_id, teacher_membership_id);

create view api_school_term_v1 as
    select organisation_id, year, number, begins_on, ends_on from school_term;

create view api_school_break_v1 as
    select organisation_id, year, begins_on, ends_on, grade from school_break;

create view api_school_class_v1 as
    select organisation_id, id as class_id, year, grade, letter, homeroom_membership_id from school_class;

create view api_school_enrolment_v1 as
    select organisation_id, class_id, learner_membership_id, valid_from, valid_until from school_enrolment;

create view api_school_subject_v1 as
    select organisation_id, id as subject_id, name from school_subject;

create view api_school_section_v1 as
    select organisation_id, id as section_id, class_id, subject_id, teacher_membership_id, closed_on from school_section;
