"""Arguments -> one call -> print. Everything heavy is imported inside the commands."""
