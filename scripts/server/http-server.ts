import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

const SECOND_MS = 1_000;

export interface HttpServer {
  port: number;
  /** Stop accepting, let running requests finish, close idle connections. Resolves when the last connection is gone. */
  stop(): Promise<void>;
}

export interface HttpOptions {
  host: string;
  /** 0: any free port. */
  port: number;
  listener: (req: IncomingMessage, res: ServerResponse) => void;
  /** How long running requests may take to finish after `stop`. */
  stopGraceMs?: number;
  /** How long a visitor may take to send a request. */
  requestTimeoutMs?: number;
}

/** Listen. Rejects as `listen` fails: EADDRINUSE, EACCES. */
export async function listen(options: HttpOptions): Promise<HttpServer> {
  const { host, port, listener, stopGraceMs = 10 * SECOND_MS, requestTimeoutMs = 30 * SECOND_MS } = options;
  let stopping = false;
  // Browsers open connections in advance; Node's closeIdleConnections skips them, as they never had a request.
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  const server = createServer(
    {
      // A slow client that sends byte by byte holds only its connection.
      headersTimeout: Math.min(15 * SECOND_MS, requestTimeoutMs),
      requestTimeout: requestTimeoutMs,
      // Longer than proxies' usual keep-alive of a minute, so that the server never closes first.
      keepAliveTimeout: 65 * SECOND_MS,
      connectionsCheckingInterval: Math.min(5 * SECOND_MS, requestTimeoutMs),
    },
    (req, res) => {
      if (stopping) res.setHeader("Connection", "close");
      busy.add(req.socket);
      res.on("close", () => {
        busy.delete(req.socket);
        if (stopping) req.socket.destroySoon();
      });
      listener(req, res);
    },
  );
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });

  const stop = () =>
    new Promise<void>((resolve) => {
      stopping = true;
      const overdue = setTimeout(() => server.closeAllConnections(), stopGraceMs);
      server.close(() => {
        clearTimeout(overdue);
        resolve();
      });
      for (const socket of open) if (!busy.has(socket)) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, stop };
}
