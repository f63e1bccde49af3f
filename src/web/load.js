// Loads the program: with threads where the browser lets the page share memory among them, unless
// the address says threads=no.
"use strict";

(() => {
    const isAsked = new URLSearchParams(location.search).get("threads") !== "no";
    const isAllowed = self.crossOriginIsolated && typeof SharedArrayBuffer !== "undefined";
    const script = document.createElement("script");
    script.src = isAsked && isAllowed ? "ravine-threads.js" : "ravine.js";
    document.body.append(script);
})();
