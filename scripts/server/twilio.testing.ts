import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A fake Twilio on the network. */
export async function startTwilio() {
  const forms: URLSearchParams[] = [];
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => (body += chunk));
    req.on("end", () => {
      forms.push(new URLSearchParams(body));
      res.writeHead(201, { "Content-Type": "application/json" }).end(JSON.stringify({ sid: `SM0${122 + forms.length}`, status: "queued" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, forms };
}
