/** Whether an Accept-Encoding header lets us answer in `coding`: "gzip;q=0" does not, "*" does. */
export function acceptsEncoding(header: string | string[] | undefined, coding: "gzip" | "br"): boolean {
  const offers = new Map(
    (header ?? "")
      .toString()
      .toLowerCase()
      .split(",")
      .map((offer) => {
        const [name = "", ...parameters] = offer.split(";").map((part) => part.trim());
        return [name, Number(parameters.find((p) => p.startsWith("q="))?.slice(2) ?? 1)];
      }),
  );
  return (offers.get(coding) ?? offers.get("*") ?? 0) > 0;
}
