import { expect, test } from "vitest";
import { writing } from "#db/client.ts";
import { notifications } from "#db/schema/records.ts";
import { testApp } from "#app/lib/testing.ts";
import { readMailbox } from "./mailbox.server.ts";
import { contentOf, type Content } from "./message.ts";
import { messagePage } from "./message-page.server.ts";
import { withSealedLink } from "./one-time.server.ts";
import { enqueueMail } from "./outbox.server.ts";
import { sendDue } from "./send.server.ts";

const LINK = "/set-password/a-token-of-many-letters";

function desk() {
  const app = testApp();
  const payload = withSealedLink(app, { subject: "A new password", text: `Here it is: https://desk.example${LINK}`, link: LINK });
  const id = writing(app.db, (tx) => enqueueMail(tx, app, { kind: "reset", recipient: "maria@example.com", payload }));
  const read: Content[] = [];
  const send = (as = app) => sendDue(as, { channel: "mail", carry: async (message) => (read.push(contentOf(message)), { outcome: "taken", answer: "250 queued" }) });
  const stored = () => app.db.select().from(notifications).get()!;
  return { app, id, read, send, stored };
}

test("a link that works once is read by its reader, and in no row before or after", async () => {
  const { app, id, read, send, stored } = desk();
  expect(JSON.stringify(stored())).not.toContain("a-token");
  expect(contentOf(stored()).text).toBe("Here it is: https://desk.example…");
  expect(readMailbox(app, { to: "MARIA@" })).toMatchObject([{ link: LINK }]);
  expect(readMailbox(app, { to: "%" })).toEqual([]);
  expect(messagePage(app, id, "https://desk.example").text).toContain("https://desk.example/one-time-link");
  await send();
  expect(read).toMatchObject([{ link: LINK, text: `Here it is: https://desk.example${LINK}`, isOneTime: true }]);
  expect(stored()).toMatchObject({ state: "sent", payload: { subject: "A new password", text: "Here it is: https://desk.example…", isOneTime: true } });
  expect(stored().payload).not.toHaveProperty("sealed");
  expect(readMailbox(app)[0]).toMatchObject({ link: null });
});

test("what was sealed under another APP_SECRET goes to nobody, and says so", async () => {
  const { app, read, send, stored } = desk();
  await send({ ...app, env: { ...app.env, appSecret: "another secret only tests have, 32 chars" } });
  expect(read).toEqual([]);
  expect(stored()).toMatchObject({ state: "failed", reason: expect.stringContaining("another APP_SECRET") as string });
});
