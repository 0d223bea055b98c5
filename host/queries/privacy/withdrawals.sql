-- As deletion_list: where consent was withdrawn, in the organisation and beneath; also what was taken back.
select d.id, d.organisation_id, d.membership_id, d.person_id, d.ground, d.note, d.asked_at_ms,
       d.confirmed_at_ms, d.erase_on, d.taken_back_at_ms, d.erased_at_ms, d.certificate,
       p.family_name, p.given_name, m.profile, b.family_name, b.given_name, d.asked_by, d.erasing_at_ms,
       o.code, d.scan_file, d.scan_sha256
from core_organisation_closure c
join core_deletion d on d.organisation_id = c.organisation_id and d.ground = 'withdrawn'
join core_membership m on m.organisation_id = d.organisation_id and m.id = d.membership_id
join core_person p on p.id = m.person_id
join core_organisation o on o.id = d.organisation_id
left join core_person b on b.id = d.confirmed_by
where c.ancestor_id = :organisation
order by case when d.taken_back_at_ms is null then 0 else 1 end, d.id desc
limit 500
