select '', ''
