import type { App } from "#app/app.server.ts";
import { readCompany } from "#app/settings/company.server.ts";
import type { Fact } from "../message.ts";
import { hasSms } from "../sms/has-sms.ts";
import { sizeOf } from "../sms/segments.ts";
import { isTexted, smsText } from "../sms/wording.ts";
import { fill, namesOf, type Values } from "./fill.ts";
import { WordingForm, type WordingDraft } from "./form.ts";
import { kindOf, KINDS, ONLY_IN_SMS, VARIABLES, variablesOf, type KindOfMessage, type MessageKind } from "./kinds.ts";
import { sampleFacts, sampleValues } from "./sample.ts";
import { changedWordings, smsWordingOf, usualSmsWording, usualWording, wordingOf } from "./stored.server.ts";

export interface Preview {
  subject: string;
  paragraphs: string[];
  facts: Fact[];
  /** null: this kind is not texted. */
  sms: { text: string; size: string } | null;
  /** Why it cannot be saved like this. */
  problems: string[];
}

export interface LookedAtWording {
  /** Or as it was typed. */
  isSaved: boolean;
  preview: Preview;
}

const GROUPS: Record<KindOfMessage["group"], string> = { customer: "To customers", guest: "To guests who come along", staff: "To whoever takes the appointment", account: "About accounts" };

/** Every kind of message, grouped by recipient, with which of its wordings were changed. */
export function wordingList({ db }: Pick<App, "db">) {
  const changed = changedWordings(db);
  const kinds = (Object.keys(KINDS) as MessageKind[]).map((kind) => ({ kind, ...kindOf(kind), isTexted: isTexted(kind), changed: changed.get(kind) ?? [] }));
  return Object.entries(GROUPS).map(([group, title]) => ({
    title,
    kinds: kinds.filter((one) => one.group === group).map(({ kind, label, when, isTexted, changed }) => ({ kind, label, when, isTexted, changed })),
  }));
}

/** The wording of a kind, stored or as a draft, previewed on a made-up appointment. */
export function wordingPage(app: App, kind: MessageKind, draft: WordingDraft) {
  const { label, when } = kindOf(kind);
  const inSms = ONLY_IN_SMS[kind];
  const changed = changedWordings(app.db).get(kind) ?? [];
  const texted = isTexted(kind) ? kind : null;
  const now = { ...wordingOf(app.db, kind), sms: texted && smsWordingOf(app.db, texted) };
  const written = { subject: draft.subject ?? now.subject, text: draft.text ?? now.text, sms: texted && (draft.sms ?? now.sms) };
  return {
    kind,
    label,
    when,
    written,
    isSaved: written.subject === now.subject && written.text === now.text && written.sms === now.sms,
    usual: { mail: changed.includes("mail") ? usualWording(kind) : null, sms: texted && changed.includes("sms") ? usualSmsWording(texted) : null },
    variables: [...variablesOf(kind).map((name) => ({ name, meaning: VARIABLES[name] })), ...(inSms ? [{ name: inSms, meaning: `${VARIABLES[inSms]}, in the SMS only` }] : [])],
    sendsTexts: hasSms(app),
    preview: previewOf(app, kind, written),
  };
}

/** The same without the form around it. */
export function previewWording(app: App, kind: MessageKind, draft: WordingDraft): LookedAtWording {
  const { isSaved, preview } = wordingPage(app, kind, draft);
  return { isSaved, preview };
}

function previewOf(app: App, kind: MessageKind, { subject, text, sms }: { subject: string; text: string; sms: string | null }): Preview {
  const sample = sampleValues(readCompany(app.db), app.clock());
  // An unknown name is shown as typed.
  const values: Values = { ...Object.fromEntries(namesOf([subject, text, sms].join("\n")).map((name) => [name, `{${name}}`])), ...sample };
  const said = fill({ subject, text }, values);
  const checked = WordingForm(kind).safeParse({ subject, text, sms: sms ?? undefined });
  return {
    subject: said.subject,
    paragraphs: said.text.split("\n").filter((line) => line.trim() !== ""),
    facts: sampleFacts(kind, sample),
    sms: sms === null ? null : sizedSms(smsText(sms, values)),
    problems: checked.success ? [] : checked.error.issues.map(({ message }) => message),
  };
}

function sizedSms(text: string): { text: string; size: string } {
  const { encoding, units, segments } = sizeOf(text);
  const letters = encoding === "gsm" ? "" : " A character outside the SMS alphabet limits each message to 70 characters instead of 160.";
  return { text, size: `${segments === 1 ? "One message" : `${segments} messages, each charged for`}, ${units} characters.${letters}` };
}
