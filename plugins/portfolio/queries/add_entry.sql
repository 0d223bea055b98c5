-- Adds nothing when the same form had entered it before.
insert into portfolio_entry (
    organisation_id, id, learner_membership_id, batch_id, kind, level, title, result, begins_on, ends_on,
    place, note, revision, former_membership_id)
values (:organisation, :id, :learner, :batch, :kind, :level, :title, :result, :begins_on, :ends_on,
        :place, :note, 1, :former)
on conflict do nothing
