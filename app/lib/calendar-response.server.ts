/** A calendar file to keep. */
export function calendarResponse(text: string): Response {
  return new Response(text, {
    headers: { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'attachment; filename="appointment.ics"' },
  });
}
