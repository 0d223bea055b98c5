insert into core_open_settled (organisation_id, numbers) values (:organisation, :numbers)
on conflict (organisation_id) do update set numbers = excluded.numbers
