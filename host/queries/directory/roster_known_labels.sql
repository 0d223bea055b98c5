select membership_id, label from core_placement where organisation_id = :organisation
