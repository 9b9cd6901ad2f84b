/** One line of the connection test. */
export interface Check {
  name: "API key" | "Address" | "Version" | "Team" | "Event types" | "Hours" | "Webhook" | "Webhook secret" | "Mails to customers";
  state: "good" | "warn" | "bad";
  /** The finding. */
  text: string;
  /** How to fix it. */
  remedy?: string;
}
