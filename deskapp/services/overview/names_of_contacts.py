"""What every contact is called, for who asks by a name: also those who have left, or turned out to be another."""

from sqlalchemy import select

from deskapp.models.contacts import Contact
from deskapp.services.work import Work


def names_of_contacts(work: Work) -> dict[int, tuple[str, ...]]:
    """By id: name, organisation and role, those that there are."""
    with work.read() as session:
        rows = session.execute(select(Contact.id, Contact.name, Contact.organisation, Contact.role))
        return {contact_id: tuple(name for name in names if name) for contact_id, *names in rows}
