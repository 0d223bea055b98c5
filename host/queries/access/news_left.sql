-- Readers who belong nowhere any more, or whose only profiles are being deleted.
select r.person_id
from core_news_reader r
where r.on_since_ms is not null
      and not exists (select 1 from core_membership m
                      where m.person_id = r.person_id and m.valid_from <= :today
                            and (m.valid_until is null or m.valid_until >= :today)
                            and not exists (select 1 from core_deletion d
                                            where d.organisation_id = m.organisation_id
                                                  and d.membership_id = m.id
                                                  and d.taken_back_at_ms is null))
order by r.person_id
