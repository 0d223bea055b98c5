rollback to savepoint kerege_mark
