"""Who publishes, as the settings of the environment name it. Reads no environment itself."""

from service.answers.dcat.publisher import Publisher
from service.settings import Settings


def publisher_of(settings: Settings) -> Publisher:
    """The operator of a service."""
    return Publisher(
        name=settings.publisher_name,
        iri=settings.publisher_iri,
        email=settings.contact_email,
        page=settings.contact_page,
        doi=settings.doi,
    )
