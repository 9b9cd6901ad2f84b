export * from "./api.ts";
export * from "./bookings.ts";
export * from "./catalog.ts";
export * from "./drift.ts";
export * from "./engine.ts";
export * from "./insights.ts";
export * from "./people.ts";
export * from "./records.ts";
