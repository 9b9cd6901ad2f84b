import { z } from "zod";
import { boolean, filled, integer, oneOf, optional, record, string, timeZone } from "#app/engine/http/fields.ts";

export const roles = ["MEMBER", "OWNER", "ADMIN"] as const;

const text = () => optional(string());
const flag = () => optional(boolean());

const fields = {
  slug: optional(filled()),
  logoUrl: text(),
  calVideoLogo: text(),
  appLogo: text(),
  appIconLogo: text(),
  bio: text(),
  hideBranding: flag(),
  isPrivate: flag(),
  hideBookATeamMember: flag(),
  metadata: optional(record(z.unknown())),
  theme: text(),
  brandColor: text(),
  darkBrandColor: text(),
  bannerUrl: text(),
  timeFormat: optional(integer()),
  timeZone: optional(timeZone()),
  weekStart: text(),
};

export const NewTeam = z.object({ name: filled(), ...fields, autoAcceptCreator: flag() });
export const TeamChange = z.object({ name: optional(filled()), ...fields });

export const NewMembership = z.object({ userId: integer(), accepted: flag(), role: optional(oneOf(roles)), disableImpersonation: flag() });
export const MembershipChange = z.object({ accepted: flag(), role: optional(oneOf(roles)), disableImpersonation: flag() });
