select 1 from core_placement
where organisation_id = :organisation and kind = 'class' and label = :label
limit 1
