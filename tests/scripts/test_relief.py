"""The relief in a real window: there, turned, nearer, and back."""
from tap import expect, run, value_of
from window import Window

STAGE = [(x, y) for x in range(90, 780, 7) for y in range(100, 660, 7)]


def pixels(window):
    shot = window.shot()[3]
    return [shot(*at) for at in STAGE]


def view(scene, key):
    return value_of(scene, "view", key)


def differ(one, other):
    return sum(a != b for a, b in zip(one, other))


def the_relief_comes_turns_and_goes_back_to_the_very_same_picture():
    with Window("momentum") as window:
        window.key("Home", "End", "Escape")
        window.mouse(5, 5)
        flat = pixels(window)
        window.key("ctrl+3")
        shipped = pixels(window)
        expect(differ(flat, shipped) > len(STAGE) / 3, "no relief came")
        expect(view(window.scene(), "show") == "relief")
        window.drag(1, (450, 400), (500, 410), (560, 430))
        window.mouse(5, 5)
        turned = window.scene()
        expect(float(view(turned, "azimuth")) < -60 and float(view(turned, "elevation")) > 45,
               (view(turned, "azimuth"), view(turned, "elevation")))
        expect(differ(shipped, pixels(window)) > len(STAGE) / 5, "it does not turn")
        window.mouse(450, 400)
        window.xdo("click", 4)
        window.key("ctrl+shift+Up")
        near = window.scene()
        expect(float(view(near, "closeness")) > 1.05)
        expect(float(view(near, "elevation")) > float(view(turned, "elevation")))
        window.key("ctrl+z", "ctrl+z")
        expect(view(window.scene(), "closeness") is None, "zooming is not undone")
        window.key("f")
        window.mouse(5, 5)
        expect(differ(shipped, pixels(window)) == 0, "fit does not bring the shipped view back")
        window.key("e")
        expect(differ(flat, pixels(window)) == 0, "another picture came back")


def a_lab_without_a_surface_says_why():
    with Window("temperatures") as window:
        window.mouse(5, 5)
        before = window.scene()
        window.key("ctrl+3")
        expect(view(window.scene(), "show") == view(before, "show"))


run([the_relief_comes_turns_and_goes_back_to_the_very_same_picture, a_lab_without_a_surface_says_why])
