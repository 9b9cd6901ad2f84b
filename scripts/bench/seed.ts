import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { manyBookings } from "./many-bookings.ts";

/** `npm run bench:seed -- FOLDER [COUNT]`: a new data folder with a million bookings, to look at by hand. */
const [folder, count = "1000000"] = process.argv.slice(2);
if (!folder || !(Number(count) >= 1000)) throw new Error("Say where: npm run bench:seed -- FOLDER [COUNT, at least 1000]");
mkdirSync(folder, { recursive: true });
manyBookings(join(folder, "frontdesk.db"), Number(count)).$client.close();
process.stdout.write(`${count} bookings in ${folder}\n`);
