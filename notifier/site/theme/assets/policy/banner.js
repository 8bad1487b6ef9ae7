/*
 * The banner: warns people, when they next visit, that a policy changes, and leads them to the page where they decide.
 *
 *   <div data-policy-banner data-base="https://decide.example.org/"></div>                       what everybody may know
 *   <div data-policy-banner data-link="https://decide.example.org/p/…"></div>                    what this person is asked
 *   <div data-policy-banner data-told='{"shown": true, …}'></div>                                told by your own server
 *
 * It needs no other file, sets no cookie, and asks only the address it is told of. No style or script is written into the page,
 * so the strictest Content-Security-Policy lets it work.
 */
(() => {
  "use strict";

  const STYLE = `
    :host { all: initial; display: block }
    section { box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.2rem; padding: .8rem 1.2rem;
      border: 0 solid #b45309; border-block-width: 1px 3px; background: #fff3d1; color: #33260a;
      font: 400 1rem/1.45 system-ui, -apple-system, "Segoe UI", sans-serif }
    section[data-calm] { border-color: #1a5fa8; background: #eaf3fc; color: #10273d }
    p { flex: 1 1 20rem; margin: 0; overflow-wrap: anywhere }
    strong { font-weight: 650 }
    div { display: flex; flex-wrap: wrap; gap: .6rem }
    a, button { box-sizing: border-box; min-height: 2.75rem; min-width: 2.75rem; padding: .55rem 1.1rem; border: 2px solid #10273d;
      border-radius: .3rem; background: #10273d; color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
    button { background: transparent; color: inherit; border-color: currentColor }
    a:hover, button:hover { text-decoration: underline }
    a:focus-visible, button:focus-visible { outline: 3px solid #1a5fa8; outline-offset: 2px }
    @media (prefers-color-scheme: dark) {
      section { background: #33260a; color: #ffe9b8; border-color: #e0a021 }
      section[data-calm] { background: #16283a; color: #d7e8fb; border-color: #5aa2e8 }
      a { background: #ffe9b8; color: #33260a; border-color: #ffe9b8 }
      section[data-calm] a { background: #d7e8fb; color: #16283a; border-color: #d7e8fb }
      a:focus-visible, button:focus-visible { outline-color: #8ec5ff }
    }
    @media (forced-colors: active) { section { border-width: 2px } }
    @media print { :host { display: none } }
  `;

  const web = (address) => {
    try {
      const told = new URL(address, document.baseURI);
      return /^https?:$/.test(told.protocol) ? told.href : "";
    } catch {
      return "";
    }
  };

  /* What was put aside: news for good, a question until the browser is closed. Without a memory it is shown again. */
  const aside = (told, put) => {
    const name = `policy-banner ${told.policy} ${told.version}`;
    try {
      const memory = told.asks ? window.sessionStorage : window.localStorage;
      return put ? memory.setItem(name, "aside") : memory.getItem(name) === "aside";
    } catch {
      return false;
    }
  };

  const made = (name, parts, fields = {}) => {
    const element = document.createElement(name);
    element.append(...parts);
    return Object.assign(element, fields);
  };

  const laidOut = (told, close) => {
    const words = made("p", [made("strong", [told.sentence]), told.detail ? ` ${told.detail}` : ""]);
    const way = made("a", [told.action], { href: web(told.link), rel: "noreferrer" });
    const later = made("button", [told.close], { type: "button" });
    later.addEventListener("click", close);
    const section = made("section", [words, made("div", [way, later])], { lang: told.language });
    section.setAttribute("aria-label", told.label);
    section.toggleAttribute("data-calm", !told.asks);
    return section;
  };

  const show = (place, told) => {
    const root = place.shadowRoot || place.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(
      laidOut(told, () => {
        aside(told, true);
        root.replaceChildren();
        place.dispatchEvent(new CustomEvent("policy-banner-closed", { bubbles: true }));
      }),
    );
    place.dispatchEvent(new CustomEvent("policy-banner-shown", { bubbles: true, detail: { asks: told.asks } }));
  };

  const find = async (place) => {
    const { told, link, base, policy = "" } = place.dataset;
    if (told) {
      return JSON.parse(told);
    }
    const language = (place.dataset.language || place.closest("[lang]")?.lang || "").slice(0, 2).toLowerCase();
    const asked = new URLSearchParams({ language, ...(link ? {} : { policy }) });
    const address = link ? `${web(link)}/state?${asked}` : `${web(base)}api/v1/banner?${asked}`;
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
    return answer.ok ? answer.json() : null;
  };

  const start = async (place) => {
    try {
      const told = await find(place);
      if (told?.shown && web(told.link) && !aside(told, false)) {
        show(place, told);
      }
    } catch {
      /* A page must work without its banner. */
    }
  };

  const every = () => document.querySelectorAll("[data-policy-banner]").forEach(start);
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", every);
  } else {
    every();
  }
})();
