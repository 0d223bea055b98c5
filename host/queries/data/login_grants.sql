select '', '', '' where :role is null
