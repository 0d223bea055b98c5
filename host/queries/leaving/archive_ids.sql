select id from core_school_archive
