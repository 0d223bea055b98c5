insert into core_agreement_profile (agreement_id, profile) values (:agreement, :profile)
