insert into bench_entry (organisation_id, section_id, lesson_id, learner_membership_id,
                         mark, attendance, revision, changed_by, changed_at_ms)
values (:organisation, :section, :lesson, :learner, :mark, null, :revision, :changed_by, :changed_at_ms)
on conflict (organisation_id, section_id, lesson_id, learner_membership_id)
do update set mark = excluded.mark, attendance = excluded.attendance, revision = excluded.revision,
              changed_by = excluded.changed_by, changed_at_ms = excluded.changed_at_ms
