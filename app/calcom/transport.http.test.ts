import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { calcomErrorOf } from "./errors.ts";
import { farEnd, newBooking, wireBookingExample } from "./testing.ts";

/** A gateway that talks to a real server by the platform's own fetch. */
async function overHttp(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  const patience = { attempts: 1, attemptMs: 300, totalMs: 300 };
  const { gateway, lines } = farEnd(() => Response.error(), {
    baseUrl: `http://127.0.0.1:${port}/v2/`,
    fetch: (request) => globalThis.fetch(request),
    profile: { patience: { page: patience, write: patience } },
  });
  return { gateway, lines, close };
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => calcomErrorOf(error)?.code,
  );

test("a booking is made over a real connection", async () => {
  const { gateway } = await overHttp(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const uid = `${request.method} ${request.url} ${JSON.parse(text).eventTypeId}`;
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ status: "success", data: wireBookingExample({ uid }) }));
  });
  expect((await gateway.createBooking(newBooking)).uid).toBe("POST /v2/bookings 5");
});

test("a server that is not there certainly did nothing", async () => {
  const { gateway, close } = await overHttp(() => {});
  close();
  expect(await reasonOf(gateway.createBooking(newBooking))).toBe("upstream_down");
});

test("a connection cut before the answer or in the middle of it leaves the outcome unknown", async () => {
  const before = await overHttp((request) => request.socket.destroy());
  expect(await reasonOf(before.gateway.createBooking(newBooking))).toBe("outcome_unknown");
  const amid = await overHttp((_, response) => {
    response.writeHead(201, { "content-length": "1000" }).write('{"status":"success"');
    setTimeout(() => response.destroy(), 20);
  });
  expect(await reasonOf(amid.gateway.createBooking(newBooking))).toBe("outcome_unknown");
});

test("a server that hangs is left, and sees it", async () => {
  let hasClosed: Promise<unknown> = Promise.reject(new Error("nobody came"));
  hasClosed.catch(() => null);
  const { gateway } = await overHttp((request) => (hasClosed = once(request.socket, "close")));
  expect(await reasonOf(gateway.createBooking(newBooking))).toBe("outcome_unknown");
  await hasClosed;
});

test("a redirect is answered, not followed", async () => {
  const visited: (string | undefined)[] = [];
  const { gateway } = await overHttp((request, response) => {
    visited.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await reasonOf(gateway.me())).toBe("upstream_down");
  expect(visited).toEqual(["/v2/me"]);
});

test("a base URL or key that makes no request is told without being quoted", async () => {
  for (const config of [{ baseUrl: "not a url cal_secret" }, { apiKey: "cal_secret\r\nx: y" }]) {
    const { gateway, lines } = farEnd(() => Response.error(), config);
    expect(await reasonOf(gateway.createBooking(newBooking))).toBe("upstream_down");
    expect(JSON.stringify(lines)).not.toContain("cal_secret");
  }
});
