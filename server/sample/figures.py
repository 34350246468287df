"""Every figure by its name."""

from collections.abc import Callable

from server.sample.animals import bird, deer, duck, fox, heron
from server.sample.figure import Figure, Look
from server.sample.street_figures import car, cyclist, person, robot, traffic

MAKERS: dict[str, Callable[[Figure, Look], None]] = {
    "robot": robot,
    "person": person,
    "cyclist": cyclist,
    "car": car,
    "traffic": traffic,
    "deer": deer,
    "fox": fox,
    "heron": heron,
    "duck": duck,
    "bird": bird,
}
