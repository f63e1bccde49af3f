"""Files from the window, with real keys: saving, opening, what is not saved, what is remembered."""
import glob
import os
import random
import signal
import stat

from tap import expect, run, until, value_of
from window import Window

STATE = ".local/state/ravine"


def small(*words, **more):
    """Screenshots of a small window are quickly read."""
    return Window(*words, size="500x340", **more)


def alpha(text):
    return value_of(text, "runner.plain", "alpha")


def text_of(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def holds(name, wanted):
    until(lambda: os.path.exists(name) and alpha(text_of(name)) == wanted, 30, f"{name} has not α = {wanted}")


def unsaved():
    return glob.glob(f"{STATE}/unsaved-*.ini")


def a_scene_is_saved_under_a_name_again_and_reopened_with_its_remarks():
    with small("momentum") as window:
        window.key("End", "Right", "ctrl+s")
        window.type("nowhere/week")
        window.key("Return")  # there is no such folder: the field stays open
        window.key("ctrl+a")
        window.type("week 9")
        window.key("Return")
        holds("week 9.ini", "0.08")
        saved = text_of("week 9.ini")
        expect(value_of(saved, "view", "step") == "120" and value_of(saved, "view", "theme") == "light", saved)
        expect(value_of(saved, "runner.plain", "color") is not None, saved)
        write("week 9.ini", "; for the hall\n" + saved.replace("alpha = 0.08", "alpha = 0.08  ; not more"))
        window.key("shift+Right", "ctrl+s")
        until(lambda: alpha(text_of("week 9.ini")) != "0.08  ; not more")
        again = text_of("week 9.ini")
        expect(again.startswith("; for the hall\n") and "; not more" in again, again)
        window.quit()  # nothing is left to ask about
    expect(unsaved() == [])
    with small("week 9.ini") as window:
        expect(alpha(window.scene()) == alpha(again).split(";")[0].strip(), window.scene())
        window.quit()


def another_file_is_replaced_only_when_asked():
    write("other.ini", "[scene]\nlab = descent\n")
    with small("momentum") as window:
        window.key("Right", "ctrl+shift+s")
        window.type("other")
        window.key("Return", "n", "Escape")
        expect(alpha(window.scene()) == "0.08")
        expect(text_of("other.ini") == "[scene]\nlab = descent\n")
        window.key("ctrl+shift+s")
        window.type("other.ini")
        window.key("Return", "y")
        holds("other.ini", "0.08")


def what_another_program_wrote_is_asked_about():
    with small("momentum") as window:
        window.key("ctrl+s")
        window.type("mine")
        window.key("Return")
        holds("mine.ini", "0.074")
        write("mine.ini", text_of("mine.ini").replace("0.074", "0.01"))
        window.key("Right", "ctrl+s", "n")
        expect(alpha(window.scene()) == "0.08")
        holds("mine.ini", "0.01")
        window.key("ctrl+s", "y")
        holds("mine.ini", "0.08")


def a_list_opens_scenes_and_tables_and_goes_into_folders():
    os.mkdir("tables")
    chance = random.Random(1)
    rows = [(x, 3 * x + chance.random()) for x in (chance.random() for _ in range(40))]
    write("tables/cars.csv", "weight,price\n" + "".join(f"{x},{y}\n" for x, y in rows))
    with small("adam") as window:
        window.key("ctrl+o")
        window.type("tables")
        window.key("Return")  # into the folder
        window.type("cars")
        window.key("Return")
        scene = window.scene()
        expect(value_of(scene, "objective", "data") == "cars.csv", scene)
        expect("least squares of price on weight" in value_of(scene, "scene", "caption"), scene)
        window.key("ctrl+s")
        window.type("fit")
        window.key("Return")
        until(lambda: os.path.exists("tables/fit.ini"), 30, "not beside the table")
        # Now both are recent files, and stand first.
        window.key("ctrl+o", "Home", "Down", "Return")
        expect(value_of(window.scene(), "view", "step") is not None)
        window.quit()
    recent = text_of(f"{STATE}/recent").splitlines()
    expect([os.path.basename(path) for path in recent][:2] == ["cars.csv", "fit.ini"], recent)


def what_is_not_saved_is_offered_after_a_kill():
    with small("momentum") as window:
        window.key("Right")
        name = until(unsaved, 30, "nothing is kept")[0]
        expect(stat.S_IMODE(os.stat(name).st_mode) == 0o600)
        until(lambda: alpha(text_of(name)) == "0.08")
        window.key("Home", "shift+period")
        until(lambda: value_of(text_of(name), "view", "step") == "10", 30, "the place is not kept")
        with small("adam") as other:  # not while the first one runs
            other.quit()
        expect(unsaved() == [name])
        window.program.send_signal(signal.SIGKILL)
        window.program.wait()
    with small("adam", is_asked=True) as window:
        window.key("Return")
        expect(alpha(window.scene()) == "0.08", "it is not open")
        expect(value_of(window.scene(), "view", "step") == "10", "it is at another place")
        until(lambda: unsaved() and unsaved() != [name], 30, "it is not kept anew")
        window.key("ctrl+z")
        expect(alpha(window.scene()) == "0.074", "undo does not lead back to the file")
        until(lambda: unsaved() == [], 30, "what is as it was is kept")
        window.quit()


def a_no_is_an_answer_and_a_termination_keeps_what_there_is():
    with small("momentum") as window:
        window.key("Right")
        until(unsaved)
        window.program.send_signal(signal.SIGTERM)
        window.program.wait(30)
    expect(unsaved() != [])
    with small("momentum", is_asked=True) as window:
        window.key("Escape")
        expect(alpha(window.scene()) == "0.074")
        until(lambda: unsaved() == [])
        window.quit()


def size_theme_and_text_are_as_they_were():
    with Window("momentum", size=None) as window:
        expect(window.shot()[:2] == (1280, 720))
        window.xdo("windowsize", "--sync", window.id, 900, 600)
        window.key("t", "plus", "plus")
        until(lambda: window.shot()[:2] == (900, 600))
        window.quit()
    settings = text_of(".config/ravine/settings.ini")
    expect(value_of(settings, "window", "text_size").startswith("1.2"), settings)
    with Window("momentum", size=None) as window:
        width, height, scene, _ = window.shot()
        expect((width, height) == (900, 600) and value_of(scene, "view", "theme") == "dark")
        window.quit()
    with small("momentum", "--theme", "light") as window:  # asked for: not remembered
        width, height, scene, _ = window.shot()
        expect((width, height) == (500, 340) and value_of(scene, "view", "theme") == "light")
        window.quit()
    expect(text_of(".config/ravine/settings.ini") == settings)


def the_timeline_is_recorded_while_the_window_lives():
    with small("momentum") as window:
        window.key("shift+r")
        window.type("film.gif")
        window.key("Return")
        window.key("t")  # does nothing meanwhile
        until(lambda: os.path.exists("film.gif"), 60, "no film came")
        with open("film.gif", "rb") as file:
            film = file.read()
        expect(film[:6] == b"GIF89a" and film[-1:] == b";", "the film is not whole")
        expect(window.program.poll() is None, "the window is gone")
        window.shot()


run([a_scene_is_saved_under_a_name_again_and_reopened_with_its_remarks,
     another_file_is_replaced_only_when_asked, what_another_program_wrote_is_asked_about,
     a_list_opens_scenes_and_tables_and_goes_into_folders, what_is_not_saved_is_offered_after_a_kill,
     a_no_is_an_answer_and_a_termination_keeps_what_there_is, size_theme_and_text_are_as_they_were,
     the_timeline_is_recorded_while_the_window_lives])
