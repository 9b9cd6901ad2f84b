interface Failure {
  words: string;
  /** What usually helps. */
  hint: string;
}

/** The mail library's error codes in words for the desk. */
const FAILURES: Record<string, Failure> = {
  ECONNECTION: {
    words: "The mail server closed the connection",
    hint: "The port may expect another protocol: use smtps:// in SMTP_URL for port 465, smtp:// for ports 587 and 25.",
  },
  ESOCKET: { words: "The mail server could not be reached", hint: "Check the host and port in SMTP_URL, and whether a firewall lets this machine out to it." },
  EDNS: { words: "The mail server's name could not be found", hint: "Check the host in SMTP_URL for a typing error." },
  ETIMEDOUT: {
    words: "The mail server did not answer in time",
    hint: "Check the port in SMTP_URL (465 needs smtps://), and whether a firewall lets this machine out to it.",
  },
  ETLS: {
    words: "No safe connection to the mail server was possible",
    hint: "Its certificate must be valid for the host in SMTP_URL; if your own authority signed it, name that authority's file in NODE_EXTRA_CA_CERTS. Port 465 needs smtps://, ports 587 and 25 need smtp://. A password is not sent without TLS: for a server on your own network that has none, add ?ignoreTLS=true at the end of SMTP_URL.",
  },
  EAUTH: {
    words: "The mail server did not accept the user name and password",
    hint: "Check both in SMTP_URL; special characters are written as %40 and the like. Some providers require an app password.",
  },
  EENVELOPE: { words: "The mail server does not accept the sender", hint: "MAIL_FROM must be an address which this account may send from." },
};

const OTHER: Failure = { words: "The mail server did not take it", hint: "The server's answer says why. Its provider knows more." };
export const REFUSED: Failure = { words: "The mail server refused it", hint: "Check the address for a typing error. The server's answer says more." };
export const LATER: Failure = { words: "The mail server asked to try later", hint: "Nothing to do: it is retried automatically." };

export const failureFor = (code: string): Failure => FAILURES[code] ?? OTHER;

/** For a message that was given up, or a test mail, which is tried once. */
const NO_MORE = "It is not retried automatically: send it again in a few minutes.";

/** The hint for a stored reason; null if it is not the mail server's. */
export function hintFor(reason: string, { willTryAgain }: { willTryAgain: boolean }): string | null {
  if (reason.includes(LATER.words) && !willTryAgain) return NO_MORE;
  return [...Object.values(FAILURES), OTHER, REFUSED, LATER].find(({ words }) => reason.includes(words))?.hint ?? null;
}
