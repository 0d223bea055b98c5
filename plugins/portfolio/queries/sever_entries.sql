-- Erased at the former school: copies, wherever they went, no longer say as whom somebody learned there.
update portfolio_entry set former_membership_id = :nobody
where former_membership_id = :member
