// <ravine-scene scene="NAME or link" hide="alpha,panel" src="page, if not where this script is"
//   poster="picture" label="text until it is in view"></ravine-scene>
{
    const home = new URL(".", document.currentScript.src).href;
    const style = `:host{display:block;position:relative;aspect-ratio:16/9;background:#8881}
iframe,img,p{position:absolute;inset:0;width:100%;height:100%;border:0;margin:0}
p{display:grid;place-content:center;font:16px sans-serif;color:#667}`;
    const make = (name, what) => Object.assign(document.createElement(name), what);

    customElements.define("ravine-scene", class extends HTMLElement {
        static observedAttributes = ["scene", "hide"];

        get address() {
            const {scene = "", hide, src = home} = Object.fromEntries([...this.attributes].map(a => [a.name, a.value]));
            const link = /[#=]/.test(scene) ? scene.replace(/.*#/, "") : "scene=" + encodeURIComponent(scene);
            return src + (scene && "#" + link + (hide ? "&hide=" + encodeURIComponent(hide) : ""));
        }

        connectedCallback() {
            if (this.shadowRoot)
                return;
            const src = this.getAttribute("poster"), title = this.getAttribute("label") || "Ravine";
            const before = make(src ? "img" : "p", src ? {src, alt: title} : {textContent: title});
            const root = this.attachShadow({mode: "open"});
            root.append(make("style", {textContent: style}), before);
            new IntersectionObserver((seen, watch) => {
                if (!seen.some(one => one.isIntersecting))
                    return;
                watch.disconnect();
                const allow = "clipboard-write; fullscreen", onload = () => before.remove();
                root.append(this.frame = make("iframe", {title, allow, onload, src: this.address}));
            }, {rootMargin: "200px"}).observe(this);
        }

        attributeChangedCallback() {
            if (this.frame)
                this.frame.src = this.address;
        }
    });
}
