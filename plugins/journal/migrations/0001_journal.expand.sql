-- Lessons, what is entered in them, and every change of it.

create table journal_lesson (
    organisation_id bigint not null,
    section_id bigint not null,
    id bigint not null,
    held_on date not null,
    number int not null, -- of the section's lessons on that day: 1, 2…
    topic text not null,
    constraint journal_lesson_key primary key (organisation_id, section_id, id),
    constraint journal_lesson_id unique (organisation_id, id),
    constraint journal_lesson_place unique (organisation_id, section_id, held_on, number)
);

-- A cell of the journal. One that was cleared stays with its revision, so that who had seen the old
-- value can't overwrite the new one. The key keeps a section together: its grid is one range.
create table journal_entry (
    organisation_id bigint not null,
    section_id bigint not null,
    lesson_id bigint not null,
    learner_membership_id bigint not null,
    mark smallint check (mark between 1 and 10),
    attendance text check (attendance in ('unexcused', 'excused', 'ill', 'late')),
    revision int not null,
    changed_by bigint not null,
    changed_at_ms bigint not null,
    constraint journal_entry_key primary key (organisation_id, section_id, lesson_id, learner_membership_id),
    constraint journal_entry_lesson foreign key (organisation_id, section_id, lesson_id)
        references journal_lesson (organisation_id, section_id, id)
);
create index journal_entry_learner on journal_entry (organisation_id, learner_membership_id, changed_at_ms);

-- Only ever added to. Outlives the lesson.
create table journal_entry_change (
    organisation_id bigint not null,
    section_id bigint not null,
    lesson_id bigint not null,
    learner_membership_id bigint not null,
    revision int not null,
    mark_before smallint,
    attendance_before text,
    mark_after smallint,
    attendance_after text,
    changed_by bigint not null,
    changed_at_ms bigint not null,
    constraint journal_entry_change_key
        primary key (organisation_id, section_id, lesson_id, learner_membership_id, revision)
);

-- What a school's day adds up to, kept with every change: officials see thousands of schools.
create table journal_day (
    organisation_id bigint not null,
    held_on date not null,
    lessons int not null,
    marks int not null,
    absences int not null, -- unexcused, excused, ill; who was late was there
    constraint journal_day_key primary key (organisation_id, held_on)
);

create view api_journal_lesson_v1 as
    select organisation_id, section_id, id as lesson_id, held_on, number, topic from journal_lesson;

create view api_journal_entry_v1 as
    select organisation_id, section_id, lesson_id, learner_membership_id, mark, attendance, revision from journal_entry;

create view api_journal_day_v1 as
    select organisation_id, held_on, lessons, marks, absences from journal_day;
