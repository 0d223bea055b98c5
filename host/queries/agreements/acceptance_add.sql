insert into core_agreement_acceptance
    (agreement_id, number, person_id, party_id, way, locale, address, accepted_at_ms, signed_on,
     recorded_by)
values
    (:agreement, :number, :person, :party, :way, :locale, :address, :at_ms, :signed_on, :by)
on conflict (agreement_id, number, person_id, party_id) do nothing
