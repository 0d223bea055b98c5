-- Whose the membership was is forgotten here, too: in the one that is done, and in those taken back before.
update core_deletion
set note = '', scan_file = null,
    asked_by = case when asked_by = person_id then :nobody else asked_by end,
    taken_back_by = case when taken_back_by = person_id then :nobody else taken_back_by end,
    person_id = :nobody
where organisation_id = :organisation and membership_id = :membership
