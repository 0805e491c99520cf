"""What an instruction asks of its answer that a program can count or look up, a module for each kind."""
