-- Profiles of a closed organisation that nobody has deleted, of people who belong to no open one.
select m.id
from core_membership m
where m.organisation_id = :organisation
  and not exists (select 1
                  from core_deletion d
                  where d.organisation_id = m.organisation_id and d.membership_id = m.id
                    and d.taken_back_at_ms is null)
  and not exists (select 1
                  from core_membership other
                  where other.person_id = m.person_id
                    and other.organisation_id <> m.organisation_id
                    and (other.valid_until is null or other.valid_until >= :today)
                    and coalesce((select s.status
                                  from core_organisation_status s
                                  where s.organisation_id = other.organisation_id
                                    and s.first_day <= :today
                                  order by s.first_day desc, s.id desc
                                  limit 1), 'active') <> 'closed')
order by m.id
limit :most
