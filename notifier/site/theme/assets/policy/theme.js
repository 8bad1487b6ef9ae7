// Runs before anything is painted, so that the chosen colours never flash.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("policy-colours");
    if (chosen) root.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; the colours of the system stay.
  }
})();
