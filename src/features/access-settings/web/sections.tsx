/**
 * The screens of access, as sections of the settings: people, roles, profiles, groups, sharing, "why?", the audit log.
 * Each is for those who may use its tool; its code is fetched when it is opened.
 */
import { lazy } from "react";
import type { ComponentType } from "react";
import type { Tool } from "../../../model/access/vocabulary.ts";

interface AccessSection {
  readonly tool: Tool;
  readonly Screen: ComponentType;
}
export const ACCESS_SECTIONS = {
  users: { tool: "users", Screen: lazy(async () => ({ default: (await import("./users-screen.tsx")).UsersScreen })) },
  roles: { tool: "access", Screen: lazy(async () => ({ default: (await import("./roles-screen.tsx")).RolesScreen })) },
  profiles: { tool: "access", Screen: lazy(async () => ({ default: (await import("./profiles-screen.tsx")).ProfilesScreen })) },
  groups: { tool: "access", Screen: lazy(async () => ({ default: (await import("./groups-screen.tsx")).GroupsScreen })) },
  sharing: { tool: "access", Screen: lazy(async () => ({ default: (await import("./sharing-screen.tsx")).SharingScreen })) },
  personal: {
    tool: "access",
    Screen: lazy(async () => ({ default: (await import("./personal-screen.tsx")).PersonalScreen })),
  },
  explain: { tool: "access", Screen: lazy(async () => ({ default: (await import("./explain-screen.tsx")).ExplainScreen })) },
  audit: { tool: "audit", Screen: lazy(async () => ({ default: (await import("./audit-screen.tsx")).AuditScreen })) },
} as const satisfies Readonly<Record<string, AccessSection>>;
