select module, counts from core_deletion_part where deletion_id = :deletion order by module
