-- What a guardian is to the learner; null where nobody has said.
alter table core_guardianship add column kinship text check (kinship in ('mother', 'father', 'guardian', 'other'));
