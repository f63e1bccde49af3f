"""README's pictures show what the scenes that ship come to."""
import math
import os

from gallery import GALLERY, SOURCE, draw, kept, numbers_of, path_of
from picture import Picture
from ravine import read
from tap import run

AGAIN = "tests/scripts/gallery.py draws the pictures again"


def values(text):
    """A scene's values by section and key, however its lines are broken."""
    found, here, last = {}, None, None
    for line in text.splitlines():
        if line.startswith("["):
            here = line.strip("[] ")
        elif line[:1].isspace() and line.strip():
            found[last] += " " + line.strip()
        elif "=" in line:
            key, value = line.split("=", 1)
            last = here, key.strip()
            found[last] = value.strip()
    return found


# Training is done in single precision: other processors add in another order.
def pictures_show_the_numbers_of_the_scenes_that_ship():
    shown = kept()
    assert set(shown) == set(GALLERY), AGAIN
    for picture in GALLERY:
        now = numbers_of(picture)
        assert set(now) == set(shown[picture]), f"{picture}: {AGAIN}"
        for key, value in now.items():
            assert math.isclose(value, shown[picture][key], rel_tol=1e-4, abs_tol=1e-12) or \
                value != value, f"{picture}, {key}: {value}, not {shown[picture][key]}; {AGAIN}"


def pictures_carry_the_scenes_that_ship():
    for picture in GALLERY:
        drawn = values(Picture(path_of(picture)).scene)
        draw(picture, "now.png")
        now = values(Picture("now.png").scene)
        assert drawn == now, f"{picture}: {set(drawn.items()) ^ set(now.items())}; {AGAIN}"


def readme_shows_every_picture_and_each_is_small():
    readme = read(os.path.join(SOURCE, "README.md")).decode()
    for picture in GALLERY:
        assert f"](assets/pictures/{picture}.png)" in readme, picture
        assert os.path.getsize(path_of(picture)) < 350e3, picture
    assert readme.count("](assets/pictures/") == len(GALLERY) == \
        len([name for name in os.listdir(os.path.dirname(path_of(""))) if name.endswith(".png")])


run([pictures_show_the_numbers_of_the_scenes_that_ship, pictures_carry_the_scenes_that_ship,
     readme_shows_every_picture_and_each_is_small])
