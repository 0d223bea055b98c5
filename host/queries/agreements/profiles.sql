select agreement_id, profile from core_agreement_profile order by agreement_id, profile
