"""./run: what it installs, builds and starts. Nothing is really installed or built here."""
import os
import subprocess

from ravine import read, write
from tap import run

SOURCE = os.environ.get("SOURCE", "../..")

# A machine without any of the packages, whose commands only write down that they were called.
BARE = """
is_there() { return 1; }
system() { echo debian; }
id() { echo "$USER_ID"; }
sudo() { [ "$MAY_SUDO" = yes ] && { [ "$1" = -n ] || "$@"; }; }
apt-get() { echo "apt-get $*" >>called; }
dnf() { echo "dnf $*" >>called; }
"""

# A checkout whose build does nothing and whose program writes down its words.
BUILT = """
root=$PWD/checkout
mkdir -p "$root/build/release/src"
printf '#!/bin/sh\\necho "$PWD: $*" >>"%s/called"\\n' "$PWD" >"$root/build/release/src/ravine"
chmod +x "$root/build/release/src/ravine"
install_missing() { :; }
install_extra() { :; }
build() { :; }
"""


def shell(script, **variables):
    """Runs a script in which ./run's functions are there; returns how it went."""
    return subprocess.run(["bash", "-c", f'source "$SOURCE/run"\n{script}'], check=False,
                          env={"PATH": os.environ["PATH"], "SOURCE": os.path.abspath(SOURCE),
                               "HOME": os.getcwd(), **variables},
                          capture_output=True, text=True, timeout=120)


def called():
    """What was called, line by line."""
    return read("called").decode().splitlines() if os.path.exists("called") else []


def root_installs_what_is_missing():
    result = shell(BARE + "install_missing build", USER_ID="0", MAY_SUDO="no")
    assert result.returncode == 0, result.stderr
    update, install = called()
    assert update == "apt-get update"
    for package in ("libsdl2-dev", "libsdl2-ttf-dev", "zlib1g-dev", "meson", "librandom123-dev"):
        assert package in install.split(), install
    assert "xdotool" not in install and "libcgif-dev" not in install
    shell(BARE + "install_missing tests", USER_ID="0", MAY_SUDO="no")
    assert "xdotool" in called()[-1] and "libcmocka-dev" in called()[-1]


def who_may_use_sudo_installs_with_it():
    result = shell(BARE + "install_missing build", USER_ID="1000", MAY_SUDO="yes")
    assert result.returncode == 0, result.stderr
    assert called()[0] == "apt-get update" and "libsdl2-dev" in called()[1]


def who_may_not_install_is_told_the_command():
    result = shell(BARE + "install_missing build; echo went on", USER_ID="1000", MAY_SUDO="no")
    assert result.returncode == 1 and result.stdout == "", result
    assert "sudo apt-get install -y" in result.stderr and "libsdl2-dev" in result.stderr
    assert not called()


def a_failed_installation_shows_its_log_and_stops():
    script = BARE + 'apt-get() { echo "no route to host"; return 100; }\ninstall_missing build; echo on'
    result = shell(script, USER_ID="0", MAY_SUDO="no")
    assert result.returncode == 1 and result.stdout == "", result
    assert "no route to host" in result.stderr and "apt-get install" in result.stderr


def every_system_has_a_package_for_every_need():
    for system, command in (("fedora", "dnf install"), ("arch", "pacman -S"),
                            ("macos", "brew install")):
        result = shell(BARE + f'system() {{ echo {system}; }}\n'
                       'pacman() { echo "pacman $*" >>called; }\n'
                       'brew() { echo "brew $*" >>called; }\ninstall_missing build',
                       USER_ID="0", MAY_SUDO="no")
        assert result.returncode == 0, result.stderr
        assert called()[-1].startswith(command), called()
        assert "sdl2_ttf" in called()[-1].lower(), called()


def what_is_extra_is_tried_and_missed_without_a_word():
    result = shell(BARE + "install_extra; echo went on", USER_ID="0", MAY_SUDO="no")
    assert result.stdout == "went on\n" and result.stderr == "", result
    assert "libcgif-dev" in called()[-1] and "libsdl2-dev" not in called()[-1], called()
    result = shell(BARE + 'apt-get() { echo "no such package"; return 100; }\ninstall_extra; echo went on',
                   USER_ID="0", MAY_SUDO="no")
    assert result.stdout == "went on\n" and result.stderr == "", result


def nothing_is_installed_where_nothing_is_missing():
    result = shell(BARE + "is_there() { return 0; }\ninstall_missing tests", USER_ID="1000",
                   MAY_SUDO="no")
    assert result.returncode == 0 and result.stderr == "" and not called(), result


def words_go_to_the_program_as_they_are():
    shell(BUILT + 'main run six-runners --set "scene.title=two words"')
    shell(BUILT + "main six-runners --theme dark", DISPLAY=":0")
    assert called() == [f"{os.getcwd()}: run six-runners --set scene.title=two words",
                        f"{os.getcwd()}: six-runners --theme dark"]


def without_a_display_the_scene_is_drawn_in_the_current_folder():
    for words in ("", "diamonds", "diamonds --theme dark", "--theme dark"):
        result = shell(BUILT + f"main {words}")
        assert result.returncode == 0, result.stderr
        assert "ravine.png" in result.stdout and result.stdout.count("\n") == 1, result
    assert called() == [f"{os.getcwd()}: render {words}" for words in (
        "six-runners -o ravine.png", "diamonds -o ravine.png",
        "diamonds -o ravine.png --theme dark", "six-runners -o ravine.png --theme dark")]


def a_mistake_in_the_source_is_shown_and_the_build_is_kept():
    os.makedirs("checkout/build/release")
    write("checkout/build/release/build.ninja", "")
    result = shell("root=$PWD/checkout\nmeson() { echo configured >>called; }\n"
                   'ninja() { echo "[1/2] Compiling"; echo "x.c:1: error: expected ;";'
                   ' echo "ninja: build stopped: subcommand failed."; return 1; }\nbuild release')
    assert result.returncode == 1 and "x.c:1: error" in result.stderr, result
    assert not called() and os.path.exists("checkout/build/release/build.ninja")


def a_build_folder_that_no_longer_fits_is_made_anew():
    os.makedirs("checkout/build/release")
    write("checkout/build/release/build.ninja", "")
    result = shell("root=$PWD/checkout\nmeson() { echo configured >>called; }\n"
                   'ninja() { if [ -e called ]; then return 0; fi;'
                   ' echo "ninja: error: \'/moved/meson.build\' missing"; return 1; }\n'
                   "build release -Dtests=false")
    assert result.returncode == 0 and result.stderr == "", result
    assert called() == ["configured"]


run([root_installs_what_is_missing, who_may_use_sudo_installs_with_it,
     who_may_not_install_is_told_the_command, a_failed_installation_shows_its_log_and_stops,
     every_system_has_a_package_for_every_need,
     what_is_extra_is_tried_and_missed_without_a_word, nothing_is_installed_where_nothing_is_missing,
     words_go_to_the_program_as_they_are,
     without_a_display_the_scene_is_drawn_in_the_current_folder,
     a_mistake_in_the_source_is_shown_and_the_build_is_kept,
     a_build_folder_that_no_longer_fits_is_made_anew])
