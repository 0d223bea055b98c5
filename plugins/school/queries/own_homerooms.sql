select c.year, c.grade, c.letter from school_class c
where c.organisation_id = :organisation and c.homeroom_membership_id = :member
order by c.year, c.grade, c.letter
