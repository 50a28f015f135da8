"""The tables of measures: read from the record, kept in the transaction that changes it, counted anew."""
