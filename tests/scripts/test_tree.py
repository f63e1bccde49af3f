"""The tree keeps its shape: imports go one way, and what only one place may know only it knows."""
import os
import re

from tap import expect, run

SOURCE = os.path.join(os.environ["SOURCE"], "src")


def files(folder=""):
    for path, _, names in os.walk(os.path.join(SOURCE, folder)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(path, name), SOURCE)


def text(name):
    with open(os.path.join(SOURCE, name), encoding="utf-8") as file:
        return file.read()


def code(name):
    """The text without comments."""
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", text(name), flags=re.S)


def users_of(pattern):
    """The files in whose code the pattern stands."""
    return sorted(name for name in files() if re.search(pattern, code(name)))


def includes(name):
    return re.findall(r'^#include "([^"]+)"', text(name), flags=re.M)


def circle(edges):
    """A circle among the edges, or None."""
    state, path = {}, []

    def visit(node):
        state[node] = "open"
        path.append(node)
        for other in sorted(edges.get(node, ())):
            if state.get(other) == "open":
                return path[path.index(other):] + [other]
            if other not in state:
                found = visit(other)
                if found:
                    return found
        path.pop()
        state[node] = "done"
        return None

    for node in sorted(edges):
        if node not in state:
            found = visit(node)
            if found:
                return found
    return None


def check_no_circle(folder):
    # A module is a .c and its .h: what one of them includes, both depend on.
    edges = {}
    for name in files(folder):
        module = os.path.splitext(name)[0]
        for other in includes(name):
            target = os.path.splitext(other)[0]
            if target != module and target.startswith(folder + "/"):
                edges.setdefault(module, set()).add(target)
    expect(len(edges) > 5, "nothing was found to look at")
    expect(circle(edges) is None, f"a circle: {circle(edges)}")


def a_circle_would_be_found():
    expect(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) is not None)
    expect(circle({"a": {"b", "c"}, "b": {"c"}}) is None)


def what_a_page_has_instead_is_files_of_its_own_and_no_branch_in_others():
    knowing = [name for name in users_of(r"emscripten") if not name.startswith("web/")]
    expect(knowing == [], knowing)
    # Each stands in for one whose name is in the list of the desktop's.
    with open(os.path.join(SOURCE, "meson.build"), encoding="utf-8") as file:
        built = set(re.findall(r"'web/([^']+)'", file.read()))
    there = {name[len("web/"):] for name in files("web") if re.fullmatch(r"web/[^/]+\.c", name)}
    expect(built == there, built ^ there)


def there_is_no_circle_among_the_files_of_labs():
    check_no_circle("labs")


def there_is_no_circle_among_the_files_of_app():
    check_no_circle("app")


def one_file_knows_threads_one_knows_parallel_loops_and_one_header_knows_opengl():
    # web/pool.c stands in for it in a page.
    expect(users_of(r"#include <pthread\.h>") == ["base/thread.c", "web/pool.c"], users_of(r"#include <pthread\.h>"))
    expect(users_of(r"#include <omp\.h>|#pragma omp parallel") == ["base/parallel.c"])
    expect(users_of(r"#include <epoxy/") == ["canvas/gl/api.h"], users_of(r"#include <epoxy/"))
    # web/context.c stands in for canvas/gl/context.c in a page.
    outside = [name for name in users_of(r"\bgl[A-Z]\w+\(")
               if not name.startswith("canvas/gl/") and name != "web/context.c"]
    expect(outside == [], outside)


def one_place_makes_steps():
    made = users_of(r"->step_(double|single)\(|kernels->step\[[^]]*\]\(")
    expect(made in (["sim/stepper.c"], ["sim/stepper.h"], ["sim/stepper.c", "sim/stepper.h"]), made)


def shapes_have_one_list_of_numbers_each_of_them_in_use():
    # Else a driver makes code for several, which the first frame waits for.
    for name in ("line", "fill", "glyph", "field"):
        with open(os.path.join(SOURCE, "..", "shaders", name + ".frag"), encoding="utf-8") as file:
            shader = re.sub(r"//[^\n]*", "", file.read())
        taken = re.findall(r"^(?:flat |smooth )?in (.*);", shader, flags=re.M)
        expect(taken == ["vec2 corner", "vec4 at", "vec2 way", "vec4 tint"], (name, taken))
        used = shader[shader.index("void main"):]
        expect(set("".join(re.findall(r"\bat\.([xyzw]+)", used))) == set("xyzw"), name)
        for vector in ("corner", "way", "tint"):
            expect(re.search(rf"\b{vector}\b(?!\.)", used) or
                   {"x", "y"} <= set(re.findall(rf"\b{vector}\.([xy])", used)), (name, vector))


def nothing_in_app_names_a_lab():
    labs = re.findall(r"ROW\((\w+)\)", text("labs/list.h"))
    labs = [name for name in labs if name != "name"]
    expect(len(labs) >= 4, labs)
    wrong = [name for name in files("app") for lab in labs
             if re.search(rf"\blab_{lab}\b|\"{lab}\"|labs/{lab}|labs/racing", code(name))]
    expect(wrong == [], wrong)


def nothing_in_a_lab_names_a_key():
    pattern = r"\bSDL|\bSDLK_|\"[^\"\n]*(Ctrl|Shift|Alt)\+|\((press )?[A-Z]\)\""
    wrong = [name for name in files("labs") if re.search(pattern, code(name))]
    expect(wrong == [], wrong)


def no_file_has_grown_out_of_sight():
    long = [name for name in files() if text(name).count("\n") > 600]
    expect(long == [], long)


run([a_circle_would_be_found, what_a_page_has_instead_is_files_of_its_own_and_no_branch_in_others, there_is_no_circle_among_the_files_of_labs,
     there_is_no_circle_among_the_files_of_app,
     one_file_knows_threads_one_knows_parallel_loops_and_one_header_knows_opengl,
     one_place_makes_steps, shapes_have_one_list_of_numbers_each_of_them_in_use,
     nothing_in_app_names_a_lab, nothing_in_a_lab_names_a_key,
     no_file_has_grown_out_of_sight])
