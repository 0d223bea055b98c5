select f.id, f.name, f.sha256, f.bytes, f.state from core_file f
where f.organisation_id = :organisation and f.state = 'ready' order by f.id
