-- The country's calendar: rules with a reference, copied into a school's own year when it begins.
-- organisation_id 0 stands for the whole country.

create table school_calendar (
    organisation_id bigint not null,
    year int not null,
    reference text not null,
    begins_on date not null,
    ends_on date not null,
    constraint school_calendar_key primary key (organisation_id, year)
);

create table school_calendar_term (
    organisation_id bigint not null,
    year int not null,
    number int not null,
    begins_on date not null,
    ends_on date not null,
    constraint school_calendar_term_key primary key (organisation_id, year, number)
);

create table school_calendar_break (
    organisation_id bigint not null,
    year int not null,
    begins_on date not null,
    ends_on date not null,
    grade int,
    constraint school_calendar_break_key primary key (organisation_id, year, begins_on)
);

insert into school_calendar (organisation_id, year, reference, begins_on, ends_on) values
    (0, 2026, 'School year 2026/27: terms of 8, 8, 10 and 8 weeks', '2026-09-01', '2027-05-25');

insert into school_calendar_term (organisation_id, year, number, begins_on, ends_on) values
    (0, 2026, 1, '2026-09-01', '2026-10-25'),
    (0, 2026, 2, '2026-11-02', '2026-12-27'),
    (0, 2026, 3, '2027-01-11', '2027-03-21'),
    (0, 2026, 4, '2027-03-29', '2027-05-25');

-- Grade 1 rests a week longer in the third term; national holidays are for everybody.
insert into school_calendar_break (organisation_id, year, begins_on, ends_on, grade) values
    (0, 2026, '2026-10-25', '2026-10-25', null),
    (0, 2026, '2026-12-16', '2026-12-16', null),
    (0, 2026, '2027-02-08', '2027-02-14', 1),
    (0, 2026, '2027-03-08', '2027-03-08', null),
    (0, 2026, '2027-05-01', '2027-05-01', null),
    (0, 2026, '2027-05-07', '2027-05-07', null),
    (0, 2026, '2027-05-09', '2027-05-09', null);
