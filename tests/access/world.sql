-- A region with two schools. People are 1…, their memberships 10 × person + a number.
insert into core_organisation (id, parent_id, kind, code, bin, name_kk, name_ru, name_en, created_at_ms) values
    (1, null, 'region', 'region', null, 'Облыс', 'Область', 'Region', 0),
    (10, 1, 'school', 'school-a', null, 'А мектебі', 'Школа А', 'School A', 0),
    (20, 1, 'school', 'school-b', null, 'Б мектебі', 'Школа Б', 'School B', 0);

insert into core_organisation_closure (ancestor_id, organisation_id, depth) values
    (1, 1, 0), (1, 10, 1), (1, 20, 1), (10, 10, 0), (20, 20, 0);

insert into core_person (id, family_name, given_name, patronymic, birth_date, sex, phone, email, residence, confirmed_at_ms, created_at_ms) values
    (1, 'Серікова', 'Айгүл', 'Болатқызы', '1980-02-03', 'female', '', '', '', 1, 0),
    (2, 'Жұмабаев', 'Әлихан', '', '1985-05-06', 'male', '', '', '', null, 0),
    (3, 'Оспан', 'Дана', '', '2012-07-08', 'female', '', '', '', 1, 0),
    (4, 'Ким', 'Виктор', '', '1979-09-10', 'male', '', '', '', 1, 0),
    (5, 'Төлегенов', 'Ұлан', '', '1975-11-12', 'male', '', '', '', 1, 0),
    (6, 'Ахметова', 'Ләззат', '', '1990-01-02', 'female', '', '', '', 1, 0);

-- 1: administrator of A. 2: teacher at A, guardian at B. 3: learner at A. 4: teacher at A and
-- administrator of B. 5: official. 6: left A, and has not begun at B.
insert into core_membership (organisation_id, id, person_id, profile, position, valid_from, valid_until) values
    (10, 11, 1, 'employee', 'Директордың орынбасары', '2020-09-01', null),
    (20, 21, 2, 'guardian', '', '2019-09-01', null),
    (10, 22, 2, 'employee', 'Мұғалім', '2024-09-01', '2026-09-03'),
    (10, 31, 3, 'learner', '', '2020-09-01', null),
    (10, 41, 4, 'employee', 'Мұғалім', '2020-09-01', null),
    (20, 42, 4, 'employee', 'Директор', '2020-09-01', null),
    (1, 51, 5, 'region', 'Маман', '2020-09-01', null),
    (10, 61, 6, 'employee', 'Мұғалім', '2020-09-01', '2026-08-31'),
    (20, 62, 6, 'employee', 'Мұғалім', '2026-10-01', null);

insert into core_membership_role (organisation_id, membership_id, role) values
    (10, 11, 'administrator'), (10, 11, 'teacher'), (10, 22, 'teacher'), (10, 31, 'administrator'),
    (10, 41, 'teacher'), (20, 42, 'administrator');
