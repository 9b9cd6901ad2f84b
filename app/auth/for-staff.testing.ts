/** What staff may open, each for what is with them. A page that is to be theirs is guarded by `desk` and named here. */
export const FOR_STAFF = ["admin.blocks.$id", "admin.blocks.new", "admin.bookings_.$id", "admin.bookings_.$id_.notes.$note.remove", "admin.calendar", "admin.clock-change", "admin.today"];
