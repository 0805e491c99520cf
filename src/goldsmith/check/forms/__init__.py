"""Data in a form: what is asked for, and whether blocks, tables and documents are well formed."""
