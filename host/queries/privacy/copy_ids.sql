select id from core_personal_copy
