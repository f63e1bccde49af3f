// A page that is one file: what the program would load lies in it, compressed, as text.
"use strict";

(async () => {
    const unpack = async text => {
        const packed = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
        return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const files = {};
    for (const part of document.querySelectorAll("script[data-file]"))
        files[part.dataset.file] = await unpack(part.textContent);
    const beyond = window.fetch;
    window.fetch = (what, ...more) => files[what] ? Promise.resolve(new Response(files[what])) : beyond(what, ...more);
    Module.wasmBinary = files["ravine.wasm"];
    Module.getPreloadedPackage = () => files["ravine.data"].buffer;
    const program = document.createElement("script");
    program.textContent = new TextDecoder().decode(files["ravine.js"]);
    document.body.append(program);
})().catch(() => {
    document.getElementById("said").textContent = "This browser does not unpack what is in this page; a newer one does.";
});
