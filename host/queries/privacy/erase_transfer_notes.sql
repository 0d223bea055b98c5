update core_transfer set note = '', reason = ''
where from_organisation_id = :organisation and from_membership_id = :membership and (note <> '' or reason <> '')
