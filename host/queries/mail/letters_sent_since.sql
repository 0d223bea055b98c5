-- To one person, and of one module in one organisation, so that neither gets or sends too much.
select (select count(*) from core_mail where person_id = :person and sent_at_ms > :day_began),
       (select count(*) from core_mail
        where organisation_id = :organisation and module = :module and sent_at_ms > :hour_began)
