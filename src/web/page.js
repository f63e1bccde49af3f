// What the page tells the program: which scene, and where its files lie.
"use strict";

const said = document.getElementById("said");

// A finished file gets its name last: what lies outside the folders of settings is then handed to
// whoever looks at the page, who has no other way to it.
function handDown() {
    const rename = FS.rename;
    FS.rename = (from, to) => {
        rename(from, to);
        FS.chmod(to, 0o644); // emscripten begins with a umask that leaves nobody anything
        if (/\/\.(config|local)\//.test(to))
            return;
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([FS.readFile(to)]));
        link.download = to.slice(to.lastIndexOf("/") + 1);
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    };
}

var Module = {
    canvas: document.getElementById("canvas"),
    arguments: address.words(),
    preRun: [() => {
        ENV.RAVINE_ASSETS = "/ravine";
        ENV.HOME = "/home/ravine";
        FS.mkdirTree(ENV.HOME);
        FS.chdir(ENV.HOME);
        handDown();
    }],
    onRuntimeInitialized() { said.hidden = true; },
    print: line => console.log(line),
    // Ravine's own words are for people; the rest is for whoever looks for a mistake.
    printErr: line => {
        if (!line.startsWith("ravine: ")) {
            console.warn(line);
            return;
        }
        console.error(line);
        said.textContent = line.slice("ravine: ".length);
        said.hidden = false;
    },
};

addEventListener("error", () => {
    said.textContent = "Ravine has stopped. Loading the page anew starts it again.";
    said.hidden = false;
});

if (!document.createElement("canvas").getContext("webgl2"))
    said.textContent = "This browser does not draw WebGL 2, which Ravine needs.";
