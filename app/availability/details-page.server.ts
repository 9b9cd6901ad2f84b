import type { App } from "#app/app.server.ts";
import type { Question } from "#app/catalog/model.ts";
import { shortDayText, timeText } from "#app/lib/format.ts";
import { toIso } from "#app/lib/time.ts";
import { newId } from "#app/lib/tokens.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import { withWhom, type Choice } from "./choice.server.ts";
import { summaryOf, timesHref, type Summary } from "./summary.server.ts";
import { timeOffer, type TimeOffer } from "./time-offer.server.ts";

/** The step that asks who comes. */
export interface DetailsPage {
  service: string;
  summary: Summary;
  /** null if the URL names no time. */
  start: { iso: string; /** "Tue 14:30" */ short: string; /** "Tue 14 Oct, 14:30" */ text: string } | null;
  offer: TimeOffer;
  questions: Question[];
  /** Sent with the form, so that the same page sent twice books once. */
  key: string;
  timesHref: string;
  query: Choice["query"];
}

export async function detailsPage(app: App, choice: Choice, { startMs, holder, correlationId }: { startMs: number | null; holder: string | null; correlationId?: string }): Promise<DetailsPage> {
  const { service, offerings, durationMinutes, zone, query } = choice;
  const offer = await timeOffer(app, { offerings, durationMinutes, startMs: startMs ?? app.clock(), zone, holder, correlationId, withWhom: withWhom(choice) });
  return {
    service: service.name,
    summary: summaryOf(app, choice, offer.isFree ? startMs : null),
    start: startMs === null ? null : startText(app, startMs, zone),
    offer: startMs === null ? { ...offer, isFree: false, title: "Please choose a time." } : offer,
    questions: service.questions,
    key: newId(app.random),
    timesHref: timesHref(choice, startMs ?? app.clock()),
    query,
  };
}

function startText(app: App, startMs: number, zone: string) {
  const time = timeText(startMs, zone, readCompany(app.db).hourCycle);
  const day = shortDayText(startMs, zone);
  return { iso: toIso(startMs), short: `${day.slice(0, 3)} ${time}`, text: `${day}, ${time}` };
}
