insert into journal_lesson (organisation_id, section_id, id, held_on, number, topic)
values (:organisation, :section, :id, :held_on, :number, '')
on conflict (organisation_id, section_id, held_on, number) do nothing
