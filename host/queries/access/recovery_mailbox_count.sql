-- Letters with links that went today to the mailbox of a person, whosever accounts they are for.
select coalesce(sum(a.recovery_letters), 0)
from core_person own
join core_person p on p.email = own.email
join core_account a on a.person_id = p.id
where own.id = :person and own.email <> '' and a.recovery_day = :today
