"""meson install, and the installed program from elsewhere."""
import os
import shutil
import subprocess

from tap import expect, run

BUILD = os.environ["BUILD"]


def an_installed_and_moved_program_finds_its_files():
    environment = {k: v for k, v in os.environ.items() if k != "RAVINE_ASSETS"}
    environment["DESTDIR"] = os.path.abspath("dest")
    done = subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet"],
                          env=environment, capture_output=True, text=True)
    expect(done.returncode == 0, done.stdout + done.stderr)
    program = subprocess.run(["find", "dest", "-name", "ravine", "-path", "*bin*"],
                             capture_output=True, text=True).stdout.split()[0]
    prefix = os.path.dirname(os.path.dirname(program))
    shutil.move(prefix, "moved away")
    os.mkdir("elsewhere")
    for cwd in (".", "elsewhere"):
        ravine = os.path.abspath("moved away/bin/ravine")
        done = subprocess.run([ravine, "list", "scenes"], cwd=cwd, env=environment,
                              capture_output=True, text=True)
        expect("six-runners" in done.stdout, done.stderr)
        done = subprocess.run([ravine, "render", "diamonds", "-o", "a.png"], cwd=cwd, env=environment,
                              capture_output=True, text=True)
        expect(done.returncode == 0 and os.path.getsize(os.path.join(cwd, "a.png")) > 10000, done.stderr)


def the_program_in_the_build_folder_finds_the_source_tree():
    environment = {k: v for k, v in os.environ.items() if k != "RAVINE_ASSETS"}
    inside = os.path.realpath(BUILD).startswith(os.path.realpath(os.environ["SOURCE"]) + os.sep)
    done = subprocess.run([os.environ["RAVINE"], "list", "scenes"], env=environment,
                          capture_output=True, text=True)
    # Built elsewhere, it says what it looked for instead.
    expect("six-runners" in done.stdout if inside else "RAVINE_ASSETS" in done.stderr, done.stderr)


run([an_installed_and_moved_program_finds_its_files, the_program_in_the_build_folder_finds_the_source_tree])
