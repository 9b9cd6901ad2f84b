import { z } from "zod";
import { BookBody, CancelBody, RescheduleBody } from "./book-input.ts";
import { BookingParams, BookingQuery } from "./booking-inputs.ts";
import { BookingJson } from "./booking-schema.ts";
import { BranchJson, CatalogQuery, PersonJson, ServiceJson } from "./catalog-schema.ts";
import { SlotJson, SlotsQuery } from "./slots-schema.ts";

/** One API operation: what its route parses, and its documentation. */
export interface Operation {
  method: "get" | "post";
  /** Below /api/v1. */
  path: string;
  scope: "read" | "write";
  summary: string;
  description?: string;
  input: { params?: z.ZodObject; search?: z.ZodObject; body?: z.ZodObject };
  answers: Record<number, { description: string; schema: z.ZodType }>;
  /** The HTTP error statuses, besides those of any request. */
  refusals: number[];
}

const listOf = (schema: z.ZodType) => ({ 200: { description: "A page of them.", schema: z.object({ data: z.array(schema), nextCursor: z.string().nullable() }) } });
const pushing = { 202: { description: "Written down, and not answered by Cal.com yet: ask for the booking again in a minute.", schema: BookingJson } };

export const operations = {
  listBookings: {
    method: "get",
    path: "/bookings",
    scope: "read",
    summary: "List bookings",
    description: "Latest start first, whatever became of them. A person's token sees that person's, an administrator's all.",
    input: { search: BookingQuery },
    answers: listOf(BookingJson),
    refusals: [],
  },
  getBooking: {
    method: "get",
    path: "/bookings/{id}",
    scope: "read",
    summary: "Get one booking",
    input: { params: BookingParams },
    answers: { 200: { description: "The booking.", schema: BookingJson } },
    refusals: [404],
  },
  book: {
    method: "post",
    path: "/bookings",
    scope: "write",
    summary: "Book an appointment",
    description: "A person's token books for that person, an administrator's for whoever has the attendee's e-mail.",
    input: { body: BookBody },
    answers: { 201: { description: "Booked, or asked for where somebody has to agree (status `pending`).", schema: BookingJson }, ...pushing },
    refusals: [409],
  },
  reschedule: {
    method: "post",
    path: "/bookings/{id}/reschedule",
    scope: "write",
    summary: "Move a booking",
    description: "To another time with the same person. To where it is already is done at once.",
    input: { params: BookingParams, body: RescheduleBody },
    answers: { 200: { description: "Moved.", schema: BookingJson }, ...pushing },
    refusals: [404, 409],
  },
  cancel: {
    method: "post",
    path: "/bookings/{id}/cancel",
    scope: "write",
    summary: "Cancel a booking",
    description: "Cancelling twice is success. While another change is under way it waits for that.",
    input: { params: BookingParams, body: CancelBody },
    answers: { 200: { description: "Cancelled.", schema: BookingJson }, ...pushing },
    refusals: [404, 409],
  },
  listSlots: {
    method: "get",
    path: "/slots",
    scope: "read",
    summary: "Find free times",
    description: "Each with one person who is free then. While Cal.com is down they may be old: the header Age says how many seconds.",
    input: { search: SlotsQuery },
    answers: listOf(SlotJson),
    refusals: [429],
  },
  listServices: { method: "get", path: "/services", scope: "read", summary: "List services", input: { search: CatalogQuery }, answers: listOf(ServiceJson), refusals: [] },
  listStaff: { method: "get", path: "/staff", scope: "read", summary: "List people who take appointments", input: { search: CatalogQuery }, answers: listOf(PersonJson), refusals: [] },
  listBranches: { method: "get", path: "/branches", scope: "read", summary: "List branches", input: { search: CatalogQuery }, answers: listOf(BranchJson), refusals: [] },
} satisfies Record<string, Operation>;
