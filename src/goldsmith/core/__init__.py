"""The ground floor: shared types, the base of every operation, errors and statistics on plain numbers."""
