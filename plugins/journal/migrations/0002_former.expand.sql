-- What a learner brought along from the schools they went to before: a copy of their marks and absences
-- as these stood when they moved. It belongs to the school they came to, and the former one keeps its own.
create table journal_former_record (
    organisation_id bigint not null,
    learner_membership_id bigint not null,
    former_membership_id bigint not null, -- as whom they learned there
    school_kk text not null,
    school_ru text not null,
    school_en text not null,
    class_label text not null,
    left_on date not null, -- the first day they were not there
    taken_at_ms bigint not null,
    constraint journal_former_record_key
        primary key (organisation_id, learner_membership_id, former_membership_id)
);

create table journal_former_mark (
    organisation_id bigint not null,
    learner_membership_id bigint not null,
    former_membership_id bigint not null,
    lesson_id bigint not null,
    year int not null, -- the school year begins in
    term int not null,
    subject text not null,
    held_on date not null,
    number int not null,
    topic text not null,
    mark smallint check (mark between 1 and 10),
    attendance text check (attendance in ('unexcused', 'excused', 'ill', 'late')),
    constraint journal_former_mark_key
        primary key (organisation_id, learner_membership_id, former_membership_id, lesson_id)
);
