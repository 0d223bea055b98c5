select id, grade, letter
from school_class
where organisation_id = :organisation and year = :year
order by grade, letter collate "kk-x-icu"
