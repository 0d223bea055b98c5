insert into core_change (area, number) values (:area, 1)
on conflict (area) do update set number = core_change.number + 1
