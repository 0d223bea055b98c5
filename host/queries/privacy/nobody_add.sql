-- Whose a membership is once its person's name is gone while the person goes on elsewhere.
insert into core_person (id, family_name, given_name, patronymic, phone, email, residence, created_at_ms)
values (:id, '—', '', '', '', '', '', :now)
