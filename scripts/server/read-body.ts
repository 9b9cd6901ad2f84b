import type { IncomingMessage } from "node:http";

/**
 * The whole body, or "tooLarge" as soon as that is known, or "gone" when the visitor left half-way. Node drains the
 * rest of a too large body unread, so that the response arrives; its request time-out ends it.
 */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer | "tooLarge" | "gone"> {
  if (Number(req.headers["content-length"] ?? 0) > limitBytes) return "tooLarge";
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const done = (outcome: Buffer | "tooLarge" | "gone") => {
      req.off("data", take).off("end", end).off("close", gone);
      resolve(outcome);
    };
    const take = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= limitBytes) return void chunks.push(chunk);
      done("tooLarge");
      req.resume();
    };
    const end = () => done(Buffer.concat(chunks));
    const gone = () => done("gone");
    req.on("data", take).on("end", end).on("close", gone).on("error", gone);
  });
}
