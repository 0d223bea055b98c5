select 1 from core_agreement_version limit 1
