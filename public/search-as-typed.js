// A search form sends itself when typing pauses. The page comes anew, so the field takes back focus and caret.
const PAUSE_MS = 400;
const KEY = "search-as-typed";
for (const form of document.querySelectorAll("form[data-search-as-typed]")) {
  const field = form.querySelector("input[type=search]");
  const caret = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (caret !== null) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(Number(caret), Number(caret));
  }
  let waiting;
  const send = () => {
    sessionStorage.setItem(KEY, String(field.selectionStart ?? field.value.length));
    form.requestSubmit();
  };
  field.addEventListener("input", ({ isComposing }) => {
    clearTimeout(waiting);
    if (!isComposing) waiting = setTimeout(send, PAUSE_MS);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
