select column_name::text from information_schema.columns where table_name = :view
