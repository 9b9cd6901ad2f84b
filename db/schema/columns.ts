import { integer, text } from "drizzle-orm/sqlite-core";

/** UTC milliseconds. */
export const instant = (name: string) => integer(name);
export const flag = (name: string) => integer(name, { mode: "boolean" });
export const json = <T>(name: string) => text(name, { mode: "json" }).$type<T>();
