update school_enrolment
set valid_until = (select y.ends_on
                   from school_class c
                   join school_year y on y.organisation_id = c.organisation_id and y.year = c.year
                   where c.organisation_id = school_enrolment.organisation_id
                     and c.id = school_enrolment.class_id)
where organisation_id = :organisation and valid_until is null
  and class_id in (select id from school_class where organisation_id = :organisation and year < :year)
