-- What waits for somebody who wants no more.
delete from core_mail where person_id = :person and module = 'core.news' and state = 'waiting'
