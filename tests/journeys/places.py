"""Where the stories play: the folder of the sample workspace they all open, and the items in it."""

ROUTE = ("Street robots", "Old town route", "Autumn rain")
FIRST, SECOND, THIRD, FOURTH, NOTED = (
    f"old_town_north_1012_{time}.jpg" for time in ("185100", "185417", "185834", "190251", "190508")
)
VIDEO = "old_town_north_1012_a.mp4"

SPEED = "video.speed_mps"  # a number
PLACE = "scene.place"  # a short text
WEATHER = "scene.weather"  # one of five words
REVIEWER = "reviewed by"
