-- Adds nothing if the form was sent before.
insert into core_credential_batch (organisation_id, id, once, asked_by, by_operator, proof, request_id,
                                   handing, profile, class_label, job_id, created_at_ms, forget_at_ms)
values (:organisation, :id, :once, :person, :by_operator, :proof, :request_id, :handing, :profile,
        :class_label, :job, :now, :forget)
on conflict (organisation_id, asked_by, once) do nothing
