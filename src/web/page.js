// What the page tells the program: which scene, and where its files lie.
"use strict";

const said = document.getElementById("said");
const asked = new URLSearchParams(location.search);

var Module = {
    canvas: document.getElementById("canvas"),
    arguments: [asked.get("scene")].filter(Boolean),
    preRun: [() => {
        ENV.RAVINE_ASSETS = "/ravine";
        ENV.HOME = "/home/ravine";
    }],
    onRuntimeInitialized() { said.hidden = true; },
    print: line => console.log(line),
    printErr: line => { console.warn(line); said.textContent = line; said.hidden = false; },
};
