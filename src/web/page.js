// What the page is to the program: its keyboard, its touch screen, its clipboard, its files, and a
// place for words. What goes the other way calls Page; nothing else of it is seen outside.
"use strict";

var Module = {}, Page = {};

{

const [canvas, said, picture, message, typed, chosen] =
    ["canvas", "said", "picture", "message", "typed", "chosen"].map(id => document.getElementById(id));

// ---- words --------------------------------------------------------------------------------------

let isRunning = false, isRefused = false;

// What stands over the canvas; "" takes it away. What keeps the page from starting stays.
function say(text) {
    if (isRefused)
        return;
    said.textContent = text;
    said.hidden = !text;
}

function refuse(text) {
    say(text);
    isRefused = true;
}

// For a while.
function mention(text) {
    say(text);
    setTimeout(() => said.textContent === text && say(""), 8000);
}

function stop(why) {
    if (isRunning)
        refuse("Ravine has stopped. Loading the page anew starts it again; what was not saved is kept.");
    else
        refuse(`Ravine could not be loaded${why ? ` (${why})` : ""}. Is the connection there? Loading the page anew tries again.`);
}

// Of a script that is not there as well, which does not bubble.
addEventListener("error", event => stop(event.message || (event.target.src || "").split("/").pop()), true);
addEventListener("unhandledrejection", event => isRunning || stop(event.reason && event.reason.message));

if (typeof WebAssembly !== "object")
    refuse("This browser does not run WebAssembly, which Ravine needs.");
else if (!document.createElement("canvas").getContext("webgl2"))
    refuse("This browser does not draw WebGL 2, which Ravine needs. It may be switched off in its settings.");

canvas.addEventListener("webglcontextlost", event => {
    event.preventDefault(); // else it never comes back
    if (isRunning)
        Module._hands_leave();
    say("The browser has taken the graphics away. They are asked for again; what was not saved is kept.");
});
canvas.addEventListener("webglcontextrestored", () => location.reload());

// ---- into the program ---------------------------------------------------------------------------

// Calls one of the program's functions with texts among its arguments.
function call(name, ...words) {
    if (!isRunning)
        return 0;
    const top = stackSave();
    const given = words.map(word => typeof word === "string" ? allocateUTF8OnStack(word) : word);
    const answer = Module[`_hands_${name}`](...given);
    stackRestore(top);
    return answer;
}

// ---- keyboard -----------------------------------------------------------------------------------
// Keys go by what is on them, as in a window: the character that one gives without Shift.

const names = {
    Enter: "Return", " ": "Space", ArrowLeft: "Left", ArrowRight: "Right", ArrowUp: "Up", ArrowDown: "Down",
    Escape: "Escape", Backspace: "Backspace", Delete: "Delete", Insert: "Insert", Tab: "Tab", Home: "Home",
    End: "End", PageUp: "PageUp", PageDown: "PageDown",
};
const onKeys = new Map(); // code of a key → what is on it, where the browser tells or it was seen
const isCharacter = key => [...key].length === 1;

if (navigator.keyboard && navigator.keyboard.getLayoutMap)
    navigator.keyboard.getLayoutMap().then(map => map.forEach((on, code) => isCharacter(on) && onKeys.set(code, on)), () => {});

// SDL's name of a key, and whether Shift still says something beside it.
function nameOf(event) {
    const {key, code, location, shiftKey} = event;
    if (location === KeyboardEvent.DOM_KEY_LOCATION_NUMPAD && (isCharacter(key) || key === "Enter"))
        return [`Keypad ${key}`, shiftKey];
    if (names[key] || /^F\d+$/.test(key))
        return [names[key] || key, shiftKey];
    if (!isCharacter(key) || event.getModifierState("AltGraph"))
        return [isCharacter(key) ? key : "", false];
    if (/^Digit\d$/.test(code)) // digits on every keyboard, also where they want Shift
        return [code.slice(5), shiftKey];
    const small = [...key.toLowerCase()][0], known = onKeys.get(code);
    if (event.altKey && known) // some systems give other signs with it
        return [known, shiftKey];
    if (!shiftKey && !event.ctrlKey)
        onKeys.set(code, small);
    if (/\p{L}/u.test(key) || !shiftKey)
        return [small, shiftKey];
    if (known)
        return [known, true];
    // A sign behind Shift on a keyboard that nobody knows: comma and point are mostly on keys of
    // their own.
    if (key !== "." && (code === "Comma" || code === "Period"))
        return [code === "Comma" ? "," : ".", true];
    return [key, false];
}

function heldOf(event, isShift) {
    const isGraph = event.getModifierState("AltGraph"); // which some systems call Ctrl+Alt
    return (isShift ? 1 : 0) | (event.ctrlKey && !isGraph ? 2 : 0) | (event.altKey && !isGraph ? 4 : 0) |
        (event.metaKey ? 8 : 0);
}

// What the browser does for the clipboard comes as an event of its own.
const isPaste = event => ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "v") ||
    (event.shiftKey && !event.ctrlKey && event.key === "Insert");

// Keys are the program's as long as nothing else of the page has been given the focus.
const isOurs = () => [canvas, typed, document.body, null].includes(document.activeElement);

let lastKey = "";

function onKey(event) {
    if (!isRunning || !isOurs())
        return;
    event.stopImmediatePropagation(); // SDL has a reader of its own, of places on the keyboard
    const isDown = event.type === "keydown";
    if (event.isComposing || ["Process", "Unidentified", "Dead"].includes(event.key) || (isDown && isPaste(event)))
        return;
    const leaves = event.key === "Tab" && lastKey === "Escape";
    if (isDown && event.key !== "Shift")
        lastKey = event.key;
    if (leaves)
        return;
    const [name, isShift] = nameOf(event), held = heldOf(event, isShift);
    const isPlain = !(held & ~1);
    const isTaken = name ? call("key", name, isDown, event.repeat, held) : false;
    if (isDown && isPlain && isCharacter(event.key))
        call("text", event.key);
    if (isTaken || (isPlain && name && !/^F\d/.test(name)) || (held === 2 && name === "a"))
        event.preventDefault();
}

for (const type of ["keydown", "keyup", "keypress"])
    addEventListener(type, type === "keypress" ? event => isRunning && isOurs() && event.stopImmediatePropagation() : onKey, true);

// Composed text, and what keyboards on a screen give; what was there to be deleted stays there.
function clearTyped() {
    typed.value = "·";
    typed.setSelectionRange(1, 1);
}

typed.addEventListener("beforeinput", event => {
    const kind = event.inputType;
    if (kind === "insertCompositionText")
        return;
    event.preventDefault();
    if (kind === "insertText" && event.data)
        call("text", event.data);
    const key = {deleteContentBackward: "Backspace", deleteContentForward: "Delete", insertLineBreak: "Return"}[kind];
    if (key)
        [true, false].forEach(isDown => call("key", key, isDown, false, 0));
});
typed.addEventListener("compositionend", event => {
    call("text", event.data);
    setTimeout(clearTyped);
});

// ---- clipboard ----------------------------------------------------------------------------------

addEventListener("paste", event => {
    if (!isOurs())
        return;
    event.preventDefault();
    const files = [...event.clipboardData.files];
    if (files.length > 0) {
        open(files);
        return;
    }
    call("copy", event.clipboardData.getData("text"));
    [true, false].forEach(isDown => call("key", "v", isDown, false, 2));
});

// ---- touch --------------------------------------------------------------------------------------
// One finger is the pointer: it presses once it moves, or where it is lifted. One that rests points
// without pressing, which shows the numbers there. Two zoom about their middle.

const touch = {state: "none", from: null, apart: 0, timer: 0};
const restsAfter = 450, movesBy = 8, notch = 1.2; // milliseconds, points, the zoom of a wheel's notch

function mouse(type, at) {
    (type === "mouseup" ? document : canvas).dispatchEvent(new MouseEvent(type,
        {clientX: at.clientX, clientY: at.clientY, button: 0, bubbles: true, cancelable: true}));
}

const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
const middle = ([a, b]) => ({clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2});

function touchStart(fingers) {
    clearTimeout(touch.timer);
    if (fingers.length === 2) {
        if (touch.state === "drags")
            mouse("mouseup", touch.from);
        touch.state = "zooms";
        touch.apart = apart(fingers);
    } else if (fingers.length === 1) {
        touch.state = "waits";
        touch.from = fingers[0];
        touch.timer = setTimeout(() => {
            touch.state = "points";
            mouse("mouseenter", touch.from);
            mouse("mousemove", touch.from);
        }, restsAfter);
    }
}

function touchMove(fingers) {
    if (touch.state === "zooms" && fingers.length === 2) {
        const now = apart(fingers), notches = Math.log(now / touch.apart) / Math.log(notch);
        mouse("mousemove", middle(fingers));
        canvas.dispatchEvent(new WheelEvent("wheel", {deltaY: -100 * notches, cancelable: true, ...middle(fingers)}));
        touch.apart = now;
        return;
    }
    const finger = fingers[0];
    if (touch.state === "waits" && apart([finger, touch.from]) > movesBy) {
        clearTimeout(touch.timer);
        touch.state = "drags";
        mouse("mousemove", touch.from);
        mouse("mousedown", touch.from);
    }
    if (touch.state === "drags" || touch.state === "points") {
        mouse("mousemove", finger);
        touch.from = finger;
    }
}

function touchEnd(fingers) {
    clearTimeout(touch.timer);
    if (touch.state === "waits") {
        mouse("mousemove", touch.from);
        mouse("mousedown", touch.from);
    }
    if (touch.state === "waits" || touch.state === "drags")
        mouse("mouseup", touch.from);
    if (["waits", "drags", "zooms"].includes(touch.state))
        canvas.dispatchEvent(new MouseEvent("mouseleave")); // nothing points there any more
    touch.state = fingers.length > 0 ? "ends" : "none"; // the finger that is left does nothing
}

for (const [type, act] of [["touchstart", touchStart], ["touchmove", touchMove], ["touchend", touchEnd],
    ["touchcancel", touchEnd]])
    canvas.addEventListener(type, event => {
        event.preventDefault();
        event.stopImmediatePropagation();
        canvas.focus();
        act([...event.touches]);
    }, {capture: true, passive: false});

canvas.addEventListener("mousedown", () => canvas.focus());

// With Shift some browsers turn the wheel sideways; SDL takes that for other units.
canvas.addEventListener("wheel", event => {
    if (event.deltaY !== 0 || event.deltaX === 0)
        return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const {deltaX, deltaMode, clientX, clientY} = event;
    if (event.shiftKey)
        canvas.dispatchEvent(new WheelEvent("wheel", {deltaY: deltaX, deltaMode, clientX, clientY, cancelable: true}));
}, {capture: true, passive: false});

// ---- size ----------------------------------------------------------------------------------

document.addEventListener("fullscreenchange", () => call("window"));
document.addEventListener("fullscreenerror", () => mention("The browser does not let the page fill the screen."));

// Another screen, another zoom: the same size in points has other pixels, of which no event tells.
let pixels = devicePixelRatio;
setInterval(() => {
    if (pixels !== devicePixelRatio)
        dispatchEvent(new UIEvent("resize"));
    pixels = devicePixelRatio;
}, 500);

// ---- files --------------------------------------------------------------------------------------

const home = "/Downloads", kept = "/kept", largest = 256 << 20;

// Puts files where the program finds them, and opens the scene among them, else the first.
async function open(files) {
    const large = files.find(file => file.size > largest);
    if (large) {
        mention(`${large.name} has ${Math.round(large.size / 1e6)} MB; the page opens files of up to ${largest >> 20} MB. The installed Ravine opens larger ones.`);
        return;
    }
    for (const file of files) {
        const path = `${home}/${file.name}`, bytes = new Uint8Array(await file.arrayBuffer());
        FS.writeFile(path, bytes);
        keepFile(path, bytes).catch(() => {}); // it is the user's, who still has it
    }
    const first = files.find(file => /\.(ini|png|svg|pdf)$/i.test(file.name)) || files[0];
    if (first)
        call("drop", `${home}/${first.name}`);
}

addEventListener("dragover", event => event.preventDefault());
addEventListener("drop", event => {
    event.preventDefault();
    open([...event.dataTransfer.files]);
});
chosen.addEventListener("change", () => {
    open([...chosen.files]);
    chosen.value = ""; // the same file may be chosen again
    canvas.focus();
});

function download(path) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([FS.readFile(path)]));
    link.download = path.slice(path.lastIndexOf("/") + 1);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// ---- what is kept -------------------------------------------------------------------------------
// Settings and recent files are the browser's; what is not saved is a tab's, and another one's once
// that has been closed.

function storage(kind) {
    try {
        return window[kind];
    } catch (error) {
        return null; // within another page some browsers have none
    }
}

const disk = storage("localStorage"), session = storage("sessionStorage"), mark = "ravine:";
let tab = (session && session.getItem(mark)) || Math.random().toString(36).slice(2); // the same when it is loaded anew

const isUnsaved = path => path.includes("/unsaved-");
const keyOf = path => mark + (isUnsaved(path) ? tab : "") + path;

// Throws as a full disk does, so that the program says so.
function keep(path, bytes) {
    try {
        disk.setItem(keyOf(path), new TextDecoder().decode(bytes));
    } catch (error) {
        throw new FS.ErrnoError(51); // ENOSPC
    }
}

// A tab holds a lock by its name as long as it is open. One that is loaded anew waits for itself.
const hold = name => new Promise(done => navigator.locks.request(mark + name, {signal: AbortSignal.timeout(2000)}, () => {
    done(true);
    return new Promise(() => {});
}).catch(() => done(false)));

async function openTabs() {
    if (!navigator.locks)
        return [];
    if (!await hold(tab)) { // a copy of a tab that is open
        tab = Math.random().toString(36).slice(2);
        await hold(tab);
    }
    const names = (await navigator.locks.query()).held.map(lock => lock.name.slice(mark.length));
    return names.filter(name => name !== tab);
}

// Files that were opened or saved, for scenes that were not: the newest of them.
const mostKept = 16 << 20;
const answered = request => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
});

async function shelf(access) {
    const request = indexedDB.open("ravine", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", {keyPath: "path"});
    return (await answered(request)).transaction("files", access).objectStore("files");
}

async function keepFile(path, bytes) {
    const files = await shelf("readwrite");
    await answered(files.put({path, bytes, when: Date.now()}));
    let total = 0;
    for (const file of (await answered(files.getAll())).sort((one, other) => other.when - one.when))
        if ((total += file.bytes.length) > mostKept)
            files.delete(file.path);
}

async function bringBackFiles() {
    for (const {path, bytes} of await answered((await shelf("readonly")).getAll()))
        FS.writeFile(path, bytes);
}

async function bringBack() {
    const others = await openTabs();
    session.setItem(mark, tab);
    for (const key of Object.keys(disk).filter(key => key.startsWith(mark))) {
        const path = key.slice(key.indexOf("/")), of = key.slice(mark.length, key.indexOf("/"));
        if (!path.startsWith(kept) || others.includes(of))
            continue;
        FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
        FS.writeFile(path, disk.getItem(key));
        if (of && of !== tab) {
            disk.setItem(keyOf(path), disk.getItem(key));
            disk.removeItem(key);
        }
    }
}

// A finished file gets its name last. What lies outside the folders of settings is then handed to
// whoever looks at the page, who has no other way to it.
function followFiles() {
    const {rename, unlink} = FS;
    FS.rename = (from, to) => {
        // Tables of a link are in the address.
        if (to.startsWith(kept) && !/\/link-\w+\.svg$/.test(to))
            keep(to, FS.readFile(from));
        rename(from, to);
        FS.chmod(to, 0o644); // emscripten begins with a umask that leaves nobody anything
        if (to.startsWith(kept))
            return;
        if (to.endsWith(".ini"))
            keepFile(to, FS.readFile(to)).catch(() => {});
        Page.download(to);
    };
    FS.unlink = path => {
        unlink(path);
        if (path.startsWith(kept) && disk)
            disk.removeItem(keyOf(path));
    };
}

addEventListener("visibilitychange", () => document.hidden && isRunning && Module._hands_leave());

// ---- out of the program -------------------------------------------------------------------------

Object.assign(Page, {
    download,
    say,
    // Opens a scene, a lecture or a file by its name.
    show(name) {
        call("drop", name);
    },
    // The picture in words, and the message over it.
    tell(inWords, about) {
        if (picture.textContent !== inWords)
            picture.textContent = inWords;
        message.textContent = about;
    },
    choose() {
        chosen.click();
    },
    // After a turn: whether text goes anywhere, what was copied (null: nothing new), whether it is over.
    follow(takesText, copied, isOver) {
        const at = takesText ? typed : canvas;
        if (isOurs() && document.activeElement !== at)
            at.focus({preventScroll: true});
        if (takesText)
            clearTyped();
        if (copied !== null && navigator.clipboard)
            navigator.clipboard.writeText(copied).catch(() => mention("The browser does not let the page copy."));
        if (isOver)
            refuse("Ravine has ended. Loading the page anew starts it again.");
    },
});

// ---- the start ----------------------------------------------------------------------------------

Object.assign(Module, {
    canvas,
    // The page's size is the browser's to remember.
    arguments: [...address.words(), "--size", `${Math.max(innerWidth, 320)}x${Math.max(innerHeight, 200)}`],
    preRun: [() => {
        ENV.RAVINE_ASSETS = "/ravine";
        ENV.HOME = home;
        ENV.XDG_PICTURES_DIR = home;
        ENV.XDG_CONFIG_HOME = `${kept}/config`;
        ENV.XDG_STATE_HOME = `${kept}/state`;
        FS.mkdirTree(home);
        FS.chdir(home);
        // A browser lets a page go to the full screen for some seconds after a key, not only during it.
        JSEvents.canPerformEventHandlerRequests = () => !navigator.userActivation || navigator.userActivation.isActive;
        addRunDependency("kept");
        Promise.allSettled([bringBack(), bringBackFiles()]).then(() => { // a browser that keeps nothing has nothing to bring
            followFiles();
            removeRunDependency("kept");
        });
    }],
    onRuntimeInitialized() {
        isRunning = true;
        say("");
        if (window === window.top) // within another page that one has it
            canvas.focus();
    },
    onAbort: what => stop(String(what).split("\n")[0]),
    print: line => console.log(line),
    // Ravine's own words are for people; the rest is for whoever looks for a mistake.
    printErr: line => {
        if (!line.startsWith("ravine: ")) {
            console.warn(line);
            return;
        }
        console.error(line);
        say(line.slice("ravine: ".length));
    },
});

}
