select cancel_asked from core_job where id = :id and taken = :taken and state = 'running'
