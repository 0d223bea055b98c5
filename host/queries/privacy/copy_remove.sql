delete from core_personal_copy where id = :id
