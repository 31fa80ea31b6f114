"""Put the web room together: ``build`` is what ``app`` calls."""

from mayfly.web.dispatch import Dispatch, Observer
from mayfly.web.house import House
from mayfly.web.tables import ROUTES


def build(house: House, observe: Observer) -> Dispatch:
    """Give the ASGI application: our own routes and those of the page."""
    return Dispatch(house, (*ROUTES, *house.pages.routes), observe)
