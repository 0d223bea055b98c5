delete from core_support_contact where organisation_id = :organisation
