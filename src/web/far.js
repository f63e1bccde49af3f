// What far.c has of the browser. FS and the page belong to the main thread.
mergeInto(LibraryManager.library, {
    // Until the file has come, what the program says of it is for people and no mistake. One that
    // has ended for want of it is started again.
    far_fetch__proxy: "sync",
    far_fetch__sig: "vi",
    far_fetch__deps: ["$FS"],
    far_fetch: function(at) {
        const path = UTF8ToString(at);
        const said = document.getElementById("said");
        const tell = err;
        err = line => {
            said.textContent = line.replace("ravine: ", "");
            said.hidden = false;
        };
        const end = has_come => {
            err = tell;
            Module["_far_end"](has_come);
            if (!Module["turns"]) {
                said.hidden = true;
                callMain(Module["arguments"]);
            }
        };
        fetch(path.replace("/ravine/", ""))
            .then(answer => answer.ok ? answer.arrayBuffer() : Promise.reject())
            .then(bytes => FS.writeFile(path, new Uint8Array(bytes)))
            .then(() => end(1), () => end(0));
    },

    // The program goes on from here frame by frame: it has started.
    far_begin: function() {
        Module["turns"] = true;
    },
});
