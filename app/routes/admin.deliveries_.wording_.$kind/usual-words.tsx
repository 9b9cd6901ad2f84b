import { Button, HiddenFields } from "#app/components/button.tsx";
import { Card } from "#app/components/card.tsx";
import { paths } from "#app/lib/paths.ts";

interface UsualWordsProps {
  kind: string;
  /** null where nothing else is said. */
  usual: { mail: { subject: string; text: string } | null; sms: string | null };
}

/** What was said before anybody changed it, and the way back. */
export function UsualWords({ kind, usual: { mail, sms } }: UsualWordsProps) {
  if (!mail && sms === null) return null;
  return (
    <Card title="The default words">
      {mail && <Usual kind={kind} channel="mail" label="Mail" lines={[mail.subject, ...mail.text.split("\n")]} />}
      {sms !== null && <Usual kind={kind} channel="sms" label="SMS" lines={sms.split("\n")} />}
    </Card>
  );
}

function Usual({ kind, channel, label, lines }: { kind: string; channel: "mail" | "sms"; label: string; lines: string[] }) {
  return (
    <form method="post" action={paths.adminWordingDefault(kind)} className="stack stack-tight">
      <HiddenFields fields={{ channel }} />
      <h3>{label}</h3>
      <pre className="message-source">{lines.join("\n")}</pre>
      <div><Button tone="quiet">Use the default again by {label === "SMS" ? label : "mail"}</Button></div>
    </form>
  );
}
