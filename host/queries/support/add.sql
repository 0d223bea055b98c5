insert into core_support_message
    (id, organisation_id, person_id, membership_id, email, addressee, kind, words, page, role,
     locale, browser, request_id, state, answer, created_at_ms, changed_at_ms)
values
    (:id, :organisation, :person, :membership, :email, :addressee, :kind, :words, :page, :role,
     :locale, :browser, :request_id, 'open', '', :now_ms, :now_ms)
