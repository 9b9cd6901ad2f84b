// A button beside an address copies it; without scripts the address is there to be marked.
for (const address of document.querySelectorAll(".address a")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = "Copy the link";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.href);
    button.textContent = "Copied";
  });
  address.closest("section")?.append(button);
}
