"""What people of the sample's teams wrote and said: reports, guides, field notes and calls."""

from server.sample.paper import Page

INCIDENT_LOG = """18:58:41 speed 1.1 m/s, wheel slip 0.31
18:58:42 object: cyclist, left, 2.4 m
18:58:42 stop requested
18:58:43 stopped after 0.6 m
18:59:10 resumed by operator
"""
INCIDENT_REPORT = (
    Page(
        "Incident 17: near miss in the Mengstraße",
        (
            "On 12 October at 18:58 a robot on the old town route stopped 40 cm before a cyclist.",
            "Nobody was hurt. The street was wet and the lamps had just been lit.",
            "- Detection came 0.9 s after the cyclist could first be seen.",
            "- Wheel slip lengthened the stop by 0.2 m.",
            "- The left camera had drops on its lens.",
        ),
    ),
    Page(
        "What the data shows",
        (
            "The near miss is in the group of four pictures, the clip of the event recorder, and the evening run.",
            "The clip has a variable frame rate.",
            "Of 96 dusk pictures in rain only 11 have a cyclist. That is too few to learn from.",
        ),
    ),
    Page(
        "What we do",
        (
            "- Collect 200 more dusk pictures in rain.",
            "- Mark gateways on the map.",
            "- Ask reviewers to set video.usable to false when drops cover the lens.",
        ),
    ),
)
FIELD_NOTES = {
    "2026-09-06_lake.txt": """06:25 Heron at the west bank, fishing for twenty minutes. Two mallards, later more.
Batteries at 71 %. Reeds cut back a little so that they do not hide the water.
""",
    "2026-09-13_meadow.txt": """Stag and two hinds at the edge of the wood, 19:02.
Fox track along the ditch.
""",
    "2026-11-19_snow.txt": """First snow, 6 cm. Camera 5 iced over until nine.
Fox hunting mice at noon.
""",
}
SPECIES_GUIDE = (
    Page(
        "How to note an animal",
        (
            "Every picture of the trail cameras gets three values, set by the person who empties the card.",
            "- scene.species: the animal nearest to the camera. Use none for an empty picture.",
            "- scene.animals: how many animals of any kind are seen, birds in the air not counted.",
            "- scene.temperature_c: as the strip at the foot of the picture says.",
        ),
    ),
    Page(
        "Species we know",
        (
            "- grey heron",
            "- mallard",
            "- red deer",
            "- red fox",
            "Ask before a new species is added: the schema is shared with the delivery team.",
        ),
    ),
)
RECORDING_RULES = (
    Page(
        "Recording",
        (
            "Calls are recorded only after the caller has agreed. The answer is kept in Voice.consent.",
            "- 16,000 samples a second, one channel, 16 bits.",
            "- Voice.snr_db is measured over the first three seconds.",
            "- A call without consent is deleted within a day.",
        ),
    ),
    Page(
        "Names and numbers",
        (
            "Names, addresses and order numbers are replaced by a tone before a call is stored.",
            "The speaker is a UUID that belongs to no person outside this project.",
        ),
    ),
)
TALKS = (
    ("en", "Hello, I would like to know where my parcel is. The app says it was delivered at noon, but nobody rang."),
    ("en", "The robot is waiting in front of the wrong house. Number twelve, not number twenty-one."),
    ("de", "Guten Tag, der Roboter steht vor meiner Tür, aber die Klappe geht nicht auf. Was soll ich tun?"),
    ("sv", "Hej, kan ni skicka roboten en halvtimme senare? Jag är på väg hem från stationen."),
    ("fr", "Bonjour, j'ai reçu deux fois la même commande. Je peux en rendre une au robot ?"),
    ("da", "Goddag, jeg vil bare sige tak. Robotten ventede pænt, mens børnene gik over vejen."),
    ("en", "It was raining and the bag was wet. The food was fine, though. Could you note that the lid leaks?"),
    ("de", "Meine Nachbarin hat das Paket angenommen. Bitte schließen Sie die Meldung."),
    ("en", "I cannot find the code for the lid. It should be four digits, shouldn't it?"),
    ("en", "Please stop the robot from using our yard. The children try to ride on it."),
)
REPLY = "Thank you for calling. I will look that up for you. One moment, please."
TRANSCRIBING_RULES = (
    Page(
        "Transcribing",
        (
            "Write what is said, not what is meant. Numbers are written as words.",
            "- [unclear] for what cannot be understood.",
            "- A full stop ends a thought, not a breath.",
        ),
    ),
    Page(
        "Languages",
        ("Danish, English, French, German and Swedish. Ask before another language is added to Voice.language.",),
    ),
    Page("Examples", tuple(f"- {words}" for _, words in TALKS[:4])),
)
