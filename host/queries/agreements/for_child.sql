-- A version that holds in an organisation, and when somebody was born.
select a.id, v.own_age, n.birth_date
from core_agreement a
join core_agreement_version v on v.agreement_id = a.id
join core_organisation_closure up on up.ancestor_id = a.organisation_id
join core_person n on n.id = :person
where up.organisation_id = :organisation and a.code = :code and v.number = :number and v.own_age > 0
