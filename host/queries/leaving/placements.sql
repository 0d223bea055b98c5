select l.membership_id, l.kind, l.label from core_placement l where l.organisation_id = :organisation
