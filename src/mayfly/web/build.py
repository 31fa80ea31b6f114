"""Put the web room together: ``build`` is what ``app`` calls."""

from mayfly.web.dispatch import Dispatch
from mayfly.web.house import House
from mayfly.web.openapi import describe_api
from mayfly.web.tables import ROUTES


def build(house: House) -> Dispatch:
    """Give the ASGI application: our own routes and those of the page. Raises ValueError for a wrong setting.

    ``house.closing()`` is to be called when the service stops, before the server is told to.
    """
    house.routes = (*ROUTES, *house.pages.routes)
    house.openapi = describe_api(house.routes)
    return Dispatch(house)
