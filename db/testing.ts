import { writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { openDatabase, overClient, type Db } from "./client.ts";
import { migrateDatabase } from "./migrate.ts";

let migrated: Buffer | undefined;

/** A real, migrated, empty database of its own for one test. All are copies of one: a copy takes a tenth of the time of the migrations. */
export function testDatabase(file = ":memory:"): Db {
  return openImage((migrated ??= migratedImage()), file);
}

/** A database that begins as these bytes, which `serialize` gave; nothing it does changes them. */
export function openImage(image: Buffer, file = ":memory:"): Db {
  if (file !== ":memory:") {
    writeFileSync(file, image, { flag: "wx" });
    return openDatabase(file);
  }
  const client = new Database(image);
  client.pragma("foreign_keys = ON");
  return overClient(client);
}

function migratedImage(): Buffer {
  const db = openDatabase(":memory:");
  migrateDatabase(db);
  const image = db.$client.serialize();
  db.$client.close();
  return image;
}
