"""The whole desk as JSON: written, and read again into a new file."""
