select token from core_application where once = :once
