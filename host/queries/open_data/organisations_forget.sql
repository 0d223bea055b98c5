delete from core_open_organisation where snapshot_id < :kept
