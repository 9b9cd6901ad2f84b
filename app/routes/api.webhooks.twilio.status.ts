import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { receiveSmsStatus } from "#app/notifications/sms/status.server.ts";

const receive = ({ request, context }: ActionFunctionArgs | LoaderFunctionArgs) => receiveSmsStatus(context.app, request);

export const action = receive;
export const loader = receive;
