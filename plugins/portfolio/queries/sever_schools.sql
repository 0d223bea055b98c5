update portfolio_former_school set former_membership_id = :nobody
where former_membership_id = :member
