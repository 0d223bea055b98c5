select id, token from core_application where confirmation = :confirmation
