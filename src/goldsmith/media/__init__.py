"""Open, verify, measure and draw pictures, charts, tables and documents."""
