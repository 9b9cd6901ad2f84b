import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { IncomingMessage, ServerResponse } from "node:http";
import { acceptsEncoding } from "./accepts-encoding.ts";

interface StaticFile {
  type: string;
  etag: string;
  cacheControl: string;
  plain: Buffer;
  gzip?: Buffer;
  br?: Buffer;
}

export type StaticFiles = ReadonlyMap<string, StaticFile>;

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const YEAR_SECONDS = 31_536_000;
const HOUR_SECONDS = 3_600;

/**
 * Every file of the built client, by its path. They are few and small, so they are kept in memory; a path that is not
 * in the map does not exist, which rules out path traversal.
 */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    if (!entry.isFile() || /\.(br|gz)$/.test(path) || path.split("/").some((part) => part.startsWith("."))) continue;
    files.set(path, readStaticFile(file, path));
  }
  return files;
}

function readStaticFile(file: string, path: string): StaticFile {
  const plain = readFileSync(file);
  return {
    type: TYPES[extname(file)] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
    // Names in /assets carry a hash of their contents.
    cacheControl: path.startsWith("/assets/") ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${HOUR_SECONDS}`,
    plain,
    gzip: existsSync(`${file}.gz`) ? readFileSync(`${file}.gz`) : undefined,
    br: existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : undefined,
  };
}

export function sendStaticFile(req: IncomingMessage, res: ServerResponse, file: StaticFile): void {
  const coding = (["br", "gzip"] as const).find((name) => file[name] && acceptsEncoding(req.headers["accept-encoding"], name));
  // One ETag per encoding: a cache must not serve one for the other.
  const etag = coding ? file.etag.replace(/"$/, `-${coding}"`) : file.etag;
  res.setHeader("Cache-Control", file.cacheControl);
  res.setHeader("ETag", etag);
  if (file.gzip || file.br) res.setHeader("Vary", "Accept-Encoding");
  if (knows(req.headers["if-none-match"], etag)) {
    res.writeHead(304).end();
    return;
  }
  const body = coding ? (file[coding] ?? file.plain) : file.plain;
  if (coding) res.setHeader("Content-Encoding", coding);
  res.writeHead(200, { "Content-Type": file.type, "Content-Length": body.length });
  res.end(req.method === "HEAD" ? undefined : body);
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch === "*" || (ifNoneMatch ?? "").split(",").some((known) => known.trim().replace(/^W\//, "") === etag);
}
