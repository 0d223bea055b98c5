-- Wrong codes of the app, of somebody who knows the password: after some of them none is taken for a while,
-- each time longer. No counter of an hour.
alter table core_second_factor add column wrong_codes int not null default 0;
alter table core_second_factor add column wrong_at_ms bigint not null default 0;
alter table core_second_factor add column blocked_until_ms bigint not null default 0;

-- How many letters with a link for a new password somebody had on which day.
alter table core_account add column recovery_day text not null default '';
alter table core_account add column recovery_letters int not null default 0;

-- When somebody's address was last changed: a link goes to one that has stood for a day.
alter table core_account add column address_changed_at_ms bigint not null default 0;

-- How many passwords were tried with a link.
alter table core_ticket add column tries int not null default 0;

-- Where a letter goes that tells of a changed address: to the one before. Empty: the person's.
alter table core_mail add column address text not null default '';
