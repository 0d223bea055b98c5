-- By which the copies of a learner's record are found when they are erased at the school it came from.
create index journal_former_record_former on journal_former_record (former_membership_id);
create index journal_former_mark_former on journal_former_mark (former_membership_id);
