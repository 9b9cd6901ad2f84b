import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receiveSms } from "#app/notifications/sms/inbound.server.ts";

const receive = ({ request, context }: ActionFunctionArgs | LoaderFunctionArgs) => receiveSms(context.app, request);

export const action = receive;
export const loader = receive;
