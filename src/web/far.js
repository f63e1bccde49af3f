// What far.c has of the browser. FS and the page belong to the main thread.
mergeInto(LibraryManager.library, {
    $far: {}, // path → 0: on its way; else why it could not be had

    far_is_coming__deps: ["$far"],
    far_is_coming: function() {
        return Object.values(far).includes(0);
    },

    far_bring__proxy: "sync",
    far_bring__sig: "iii",
    far_bring__deps: ["$FS", "$far"],
    far_bring: function(from, to) {
        const path = UTF8ToString(to), missed = far[path], most = 256 << 20;
        if (missed)
            delete far[path];
        if (missed !== undefined)
            return missed;
        far[path] = 0;
        // Of a program that has not begun to show frames, what it says until then is for people and
        // no mistake; it has ended for want of the file, and is started again.
        const tell = err;
        if (!Module["turns"])
            err = line => Page.say(line.replace("ravine: ", ""));
        fetch(UTF8ToString(from)).then(answer => {
            if (!answer.ok || +answer.headers.get("content-length") > most)
                throw answer.ok ? 2 : answer.status;
            return answer.arrayBuffer();
        }).then(bytes => {
            if (bytes.byteLength > most)
                throw 2;
            FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
            FS.writeFile(path, new Uint8Array(bytes));
            delete far[path];
        }).catch(why => {
            far[path] = +why || (why instanceof TypeError ? 1 : 2);
        }).then(() => {
            if (Module["turns"])
                return;
            err = tell;
            Page.say("");
            callMain(Module["arguments"]);
        });
        return 0;
    },

    // The program goes on from here frame by frame: it has started.
    far_begin: function() {
        Module["turns"] = true;
    },
});
