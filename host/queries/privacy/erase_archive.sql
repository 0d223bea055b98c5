-- It holds the person as they were; one that is being made finds no row, and is thrown away.
delete from core_school_archive where organisation_id = :organisation
