-- Adds nothing if the membership has been written to with this key.
insert into core_mail (organisation_id, id, module, key, membership_id, person_id, template, locale,
                       subject, body, html, state, attempts, next_at_ms, last_error, created_at_ms,
                       address, secret, unsubscribe)
values (:organisation, :id, :module, :key, :membership, :person, :template, :locale, :subject, :body,
        :html, 'waiting', 0, :now, '', :now, :address, :secret, :unsubscribe)
on conflict (organisation_id, module, membership_id, key) do nothing
