export * from "./bookings.ts";
export * from "./catalog.ts";
export * from "./engine.ts";
export * from "./people.ts";
export * from "./records.ts";
