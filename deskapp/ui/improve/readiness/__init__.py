"""The part *Readiness*: eight questions answered from the record, and the gaps that are worked on."""
