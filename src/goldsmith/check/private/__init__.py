"""What points at a person: addresses, telephones, identity numbers."""
