update core_deletion set scan_file = :file, scan_sha256 = :hash where id = :id
