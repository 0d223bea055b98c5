insert into core_migration (owner, version, name, phase, checksum, applied_at_ms)
values (:owner, :version, :name, :phase, :checksum, :applied_at_ms)
