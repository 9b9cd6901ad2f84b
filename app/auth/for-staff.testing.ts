/** The admin pages staff may open, each limited to their own appointments. Such a page is guarded by `desk` and listed here. */
export const FOR_STAFF = ["admin.blocks.$id", "admin.blocks.new", "admin.bookings_.$id", "admin.bookings_.$id_.notes.$note.remove", "admin.calendar", "admin.clock-change", "admin.today"];
