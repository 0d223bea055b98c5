-- Before what it says is written, in one transaction: who was written to is not written to again, by
-- whichever host. Nothing if it was cancelled, or another host was first.
update core_newsletter
set after_person = :person, written = written + :count
where organisation_id = :organisation and id = :id and state = 'sending' and after_person = :after
