insert into school_subject (organisation_id, id, name)
values (:organisation, :id, :name)
on conflict (organisation_id, name) do nothing
