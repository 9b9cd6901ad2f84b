import { z } from "zod";
import { integerIn } from "./fields.ts";
import { parseInput } from "./validation.ts";

const count = (least: number, most: number, standard: number) => z.preprocess((value) => (value === null ? standard : Number(value)), integerIn(least, most));

const Page = z.object({ take: count(1, 250, 250), skip: count(0, Number.MAX_SAFE_INTEGER, 0) });

/** `take` (1 to 250, all of them without it) and `skip` of lists that are not bookings. */
export function pageOf({ searchParams }: URL): { take: number; skip: number } {
  return parseInput(Page, { take: searchParams.get("take"), skip: searchParams.get("skip") });
}
