"""The eight questions of readiness in words: what is asked, what the record shows, what is missing."""
