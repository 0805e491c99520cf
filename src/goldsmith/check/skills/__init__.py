"""What the skills of a brief ask of a request and of its answer, a module for each part of the answer to that."""
