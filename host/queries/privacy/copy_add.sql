insert into core_personal_copy (id, person_id, organisation_id, membership_id, asked_by, locale, state,
                                bytes, asked_at_ms)
values (:id, :person, :organisation, :membership, :by, :locale, 'waiting', 0, :now)
