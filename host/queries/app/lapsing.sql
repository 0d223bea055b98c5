-- What nobody has answered and the host deletes soon: messages to support, applications to join.
select (select count(*) from core_support_message where state = 'open' and changed_at_ms < :messages_before),
       (select count(*) from core_application where state = 'waiting' and changed_at_ms < :applications_before)
