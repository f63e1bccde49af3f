// The address of the page says which scene it shows; web/address.c has the program's part of that.
"use strict";

const address = (() => {
    let gone = null; // the fragment that somebody has gone to, until the program has taken it
    const fragment = () => location.hash.slice(1);
    const go = () => {
        gone = fragment() || null;
        if (gone && Module._address_wake)
            Module._address_wake();
    };
    addEventListener("popstate", go);
    addEventListener("hashchange", go);

    return {
        // What the program is called with: a link, the ?scene= and ?hide= of an address that has
        // none, the scene of a page that has one inside, or nothing.
        words() {
            const query = new URLSearchParams(location.search), inside = window.RAVINE_LINK;
            if (fragment())
                return ["#" + fragment()];
            if (!query.get("scene"))
                return inside ? ["#" + inside] : [];
            const hide = query.get("hide");
            return ["#scene=" + encodeURIComponent(query.get("scene")) + (hide ? "&hide=" + encodeURIComponent(hide) : "")];
        },
        show(text, isAnother) {
            try {
                history[isAnother ? "pushState" : "replaceState"](null, "", "#" + text);
            } catch {} // some browsers want a page in a file, or in another page, to stay what it is
        },
        take() {
            const taken = gone;
            gone = null;
            return taken;
        },
        page: () => location.href.replace(/[?#].*/, ""),
    };
})();

// Within another page the wheel turns that page until somebody has clicked into this one.
if (window !== window.top) {
    let isMine = false;
    const leave = event => isMine || event.stopImmediatePropagation();
    addEventListener("pointerdown", () => { isMine = true; }, true);
    addEventListener("blur", () => { isMine = false; });
    addEventListener("wheel", leave, {capture: true, passive: true});
}
