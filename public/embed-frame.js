// Cal.com's page in a frame. Its own loader would need inline styles and a script from there; all the framed page
// waits for is this handshake.
for (const box of document.querySelectorAll("[data-embed-src]")) {
  const src = new URL(box.dataset.embedSrc);
  const frame = document.createElement("iframe");
  frame.title = box.dataset.embedTitle;
  frame.src = src.href;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== src.origin || data?.originator !== "CAL") return;
    if (data.type === "__iframeReady") source.postMessage({ originator: "CAL", method: "parentKnowsIframeReady" }, origin);
    const height = Number(data.data?.iframeHeight);
    if (data.type === "__dimensionChanged" && height > 0) frame.style.height = `${height}px`;
  });
  box.append(frame);
}
