import { oneOf } from "#app/engine/http/fields.ts";

/** The conferencing apps Cal.com knows, by the names of its API. */
const integrations = [
  "cal-video",
  "google-meet",
  "zoom",
  "whereby-video",
  "whatsapp-video",
  "webex-video",
  "telegram-video",
  "tandem",
  "sylaps-video",
  "skype-video",
  "sirius-video",
  "signal-video",
  "shimmer-video",
  "salesroom-video",
  "roam-video",
  "riverside-video",
  "ping-video",
  "office365-video",
  "mirotalk-video",
  "jitsi",
  "jelly-video",
  "jelly-conferencing",
  "huddle",
  "facetime-video",
  "element-call-video",
  "eightxeight-video",
  "discord-video",
  "demodesk-video",
  "campfire-video",
] as const;

export const integrationName = () => oneOf(integrations);

/** The booking's internal token of a conferencing app. */
export function integrationToken(integration: string): string {
  const token = { "cal-video": "daily", "google-meet": "google:meet", huddle: "huddle01" }[integration] ?? integration.replace(/-video$/, "_video");
  return `integrations:${token}`;
}
