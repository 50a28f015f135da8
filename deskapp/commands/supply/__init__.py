"""What a bundle of the app carries: listed, with its licences, and looked up in a list of known advisories."""
