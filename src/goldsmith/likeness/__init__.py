"""What is like what: pictures changed a little, texts of one meaning, items of evaluation sets."""
