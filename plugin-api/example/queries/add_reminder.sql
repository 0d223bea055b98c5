insert into example_reminder (organisation_id, id, text, due_on, written_by)
values (:organisation_id, :id, :text, :due_on, :written_by)
