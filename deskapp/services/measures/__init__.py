"""Measures of calls by local day: kept in the transaction of each act, read, split, and traced to the calls."""
