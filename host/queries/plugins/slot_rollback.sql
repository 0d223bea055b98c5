rollback to savepoint kerege_slot
