insert into core_newsletter (organisation_id, id, state, revision, subject_kk, text_kk, subject_ru, text_ru,
                             subject_en, text_en, changed_by, changed_at_ms, sent_by, job_id, readers, written,
                             after_person)
values (:organisation, :id, 'draft', 1, :subject_kk, :text_kk, :subject_ru, :text_ru, :subject_en, :text_en,
        :by, :now, 0, 0, 0, 0, 0)
