"""Tables for spreadsheets: what they hold, and the forms they are written in."""
