select s.numbers from core_open_settled s where s.organisation_id = :organisation
