"""What several checks ask of any text: its words, parts, language, quotations, disguises."""
