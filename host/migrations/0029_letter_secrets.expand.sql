-- A letter that opens an account says so itself: what it says is not kept once it was sent or given up,
-- and it is not sent anew.
alter table core_mail add column secret int not null default 0 check (secret in (0, 1));
update core_mail set secret = 1 where module = 'core' and template in ('recovery', 'activation', 'password');
-- Of those that were given up before, it is gone as well.
update core_mail set body = '', html = '' where secret = 1 and state <> 'waiting';

-- Whose mailbox it is besides.
create index core_person_email on core_person (email) where email <> '';
