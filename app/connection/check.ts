/** One line of the connection test. */
export interface Check {
  name: "API key" | "Address" | "Version" | "Team" | "Event types" | "Hours" | "Webhook" | "Webhook secret" | "Mails to customers";
  state: "good" | "warn" | "bad";
  /** What is so. */
  text: string;
  /** What to do about it. */
  remedy?: string;
}
