import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receiveWebhook } from "#app/bookings/sighting/receive.server.ts";

const receive = ({ request, context }: ActionFunctionArgs | LoaderFunctionArgs) => receiveWebhook(context.app, request, context.requestId);

export const action = receive;
export const loader = receive;
