insert into journal_entry_change (organisation_id, section_id, lesson_id, learner_membership_id,
                                  revision, mark_before, attendance_before,
                                  mark_after, attendance_after, changed_by, changed_at_ms)
values (:organisation, :section, :lesson, :learner, :revision, :mark_before, :attendance_before,
        :mark_after, :attendance_after, :changed_by, :changed_at_ms)
