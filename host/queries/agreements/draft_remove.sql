delete from core_agreement_draft where agreement_id = :agreement and revision = :revision
