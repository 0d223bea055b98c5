-- An acceptance is the proof that somebody agreed, and stays; the address of the network it came from goes
-- with the person.
drop trigger core_agreement_acceptance_no_update;
create trigger core_agreement_acceptance_no_update before update on core_agreement_acceptance
when new.address <> '' or new.agreement_id <> old.agreement_id or new.number <> old.number
     or new.person_id <> old.person_id or new.party_id <> old.party_id or new.way <> old.way
     or new.locale <> old.locale or new.accepted_at_ms <> old.accepted_at_ms
     or new.signed_on is not old.signed_on or new.recorded_by <> old.recorded_by
begin
    select raise(abort, 'acceptances of agreements are not changed');
end;
