insert into core_roster_part (organisation_id, upload_id, number, name, code, rows_total, mapping, content)
values (:organisation, :upload, :number, :name, :code, :rows_total, :mapping, :content)
