-- Erased at the former school: copies, wherever they went, no longer say as whom somebody learned there.
update journal_former_record set former_membership_id = :nobody
where former_membership_id = :member
