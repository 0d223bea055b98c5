-- Also what they wrote of a child: the words are theirs.
delete from core_data_report where organisation_id = :organisation and (person_id = :person or reported_by = :person)
