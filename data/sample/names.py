"""Names of the sample district: clusters, schools, people, languages. All of them are made up."""

from models.vocabulary import SchoolLevel

DISTRICT_CODE = "alder-valley"
DISTRICT_NAME = "Alder Valley Schools"

LEVELS = {
    "ES": SchoolLevel.ELEMENTARY,
    "K-8": SchoolLevel.K8,
    "MS": SchoolLevel.MIDDLE,
    "HS": SchoolLevel.HIGH,
    "Alt": SchoolLevel.ALTERNATIVE,
}

CLUSTERS: dict[str, str] = {
    "Northgate": "Aspen Run MS; Elder Lane MS; Hickory Vale ES; Iron Ridge ES; Juniper Bridge HS; Robin Crossing HS; "
    "Rowan Brook Alt; Rowan Vale Alt; Spruce Field ES; Wren Springs ES",
    "Riverside": "Copper Springs K-8; Iron Hill ES; Laurel Park HS; Meadow Field ES; Mesa Bend HS; Prairie Run ES; "
    "Raven Creek MS; Spruce Point K-8; Stone Field ES",
    "Old Mill": "Juniper Field K-8; Kestrel Point ES; Mesa Hill MS; Mesa Run ES; Mill Park K-8; Poplar Run ES; "
    "Sandy Hill K-8; Walnut Crossing ES; Walnut Hill ES; Wren Brook HS",
    "Lakeview": "Bramble Hill ES; Cedar Glen ES; Fairbrook MS; Harlan Creek ES; Linden Hill HS; Maple Fork ES; "
    "Northwater ES; Otter Bend K-8; Pine Hollow Alt; Quarry Road K-8; Willow Bend ES",
    "Garden": "Blue Crossing ES; Cedar Grove ES; Finch Bridge MS; Hickory Way ES; Kestrel Bend K-8; Mesa Springs Alt; "
    "Moss Heights K-8; Moss Terrace ES; Wren Heights K-8",
    "Harbor": "Aspen Heights HS; Clover Creek ES; Finch Park ES; Hazel Ridge ES; Osprey Hill ES; Robin Hill ES; "
    "Saddle Way ES; Swift Bend ES",
    "Stonebridge": "Blue Heights ES; Copper Park MS; Foxglove Ford MS; Foxglove Park HS; Pebble Heights ES; "
    "Prairie Point ES; Saddle Terrace ES; Spruce Road ES; Sumac Vale ES; Thistle Terrace ES",
    "Westfield": "Amber Hill ES; Blue Grove Alt; Cedar Field ES; Cotton Crossing K-8; Hazel View ES; Lark Point MS; "
    "Laurel Brook ES; Sandy Meadow K-8; Wren View ES",
    "Prairie": "Birch Bend HS; Foxglove Way ES; Hazel Ford ES; Iron Glen ES; Laurel Bend K-8; Prairie Bridge MS; "
    "Robin View HS; Sumac Point ES; Walnut Brook ES; Wren Vale ES",
}
"""Cluster to its schools, each a name and a short level. Cluster numbers follow this order."""

COORDINATORS: dict[str, tuple[str, ...]] = {
    "Northgate": ("Denise Whitlock",),
    "Riverside": ("Samuel Adeyemi",),
    "Old Mill": ("Priya Raman",),
    "Lakeview": ("Rosa Okafor",),
    "Garden": ("Thomas Lindqvist",),
    "Harbor": ("Grace Nakamura",),
    "Stonebridge": ("Walter Brandt", "Leila Haddad"),
    "Westfield": ("Carmen Ibarra",),
    "Prairie": ("Joel Fontaine",),
}
"""Cluster to who cared for it, in time order: Stonebridge changed hands at the start of the last school year."""

DIRECTOR = "Maria Alvarez"
ADMINISTRATOR = "Dana Petrov"
VIEWER = "Howard Ellison"

FIRST_NAMES = (
    "Ana", "Ben", "Carla", "David", "Elena", "Farid", "Gloria", "Hassan", "Irene", "Jamal", "Karen", "Luis", "Mei",
    "Nadia", "Oscar", "Paula", "Quentin", "Ruth", "Sofia", "Terrence", "Uma", "Victor", "Wendy", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Barros", "Castillo", "Delgado", "Eriksen", "Farrell", "Gupta", "Hollis", "Iverson", "Jansen", "Kimura",
    "Lambert", "Mbeki", "Novak", "Ortega", "Pruitt", "Quigley", "Rossi", "Serrano", "Tran", "Underhill", "Vance",
    "Weston", "Yamada", "Zeller",
)  # fmt: skip

LANGUAGES = ("Spanish", "Vietnamese", "Arabic", "Somali", "Swahili", "Nepali")
LANGUAGE_WEIGHTS = (6.0, 2.0, 2.0, 1.0, 1.0, 1.0)

ENROLLMENT = {"Harlan Creek": 412, "Maple Fork": 214, "Otter Bend": 508, "Linden Hill": 1124, "Pine Hollow": 96,
              "Willow Bend": 430, "Aspen Heights": 318, "Quarry Road": 365}  # fmt: skip
"""Pupils of schools the stories give a size; the others are drawn by level."""
LEARNERS = {"Harlan Creek": 0.18, "Maple Fork": 0.12, "Hazel Ford": 0.31, "Willow Bend": 0.16}
"""Share of English learners of schools whose story needs one."""

PARTNERS = (
    "Public library", "County health department", "Community college", "Food pantry", "Parks and recreation",
    "Credit union", "Fire department", "Senior center", "Arts council", "Garden club", "Hospital outreach team",
)  # fmt: skip
FUNDS = ("Title I", "School budget", "Parent association", "Grant")


def short_name_parts(entry: str) -> tuple[str, SchoolLevel]:
    """ "Harlan Creek ES" as its name and level."""
    name, _, level = entry.strip().rpartition(" ")
    return name, LEVELS[level]
