"""What notes show and texts claim of it: numbers, places, times, attributes, quotations."""
