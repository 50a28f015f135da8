"""What a desk learns from its record: what is counted of it, and what people made of that."""
