create table if not exists bench_entry (
    organisation_id bigint not null,
    section_id bigint not null,
    lesson_id bigint not null,
    learner_membership_id bigint not null,
    mark smallint check (mark between 1 and 10),
    attendance text check (attendance in ('unexcused', 'excused', 'ill', 'late')),
    revision int not null,
    changed_by bigint not null,
    changed_at_ms bigint not null,
    primary key (organisation_id, section_id, lesson_id, learner_membership_id)
)
