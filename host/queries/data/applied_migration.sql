select name, checksum from core_migration where owner = :owner and version = :version
