-- PostgreSQL alone has logins.
select '', '', '', 0, 0, '', 0
