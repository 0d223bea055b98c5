select 1 from core_file where sha256 = :sha256 limit 1
