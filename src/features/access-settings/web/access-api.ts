/** Who may do what, as the server's settings of access say it: shapes, queries and writes. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  DefaultLevel,
  FieldLevel,
  GroupMember,
  ModuleAction,
  Need,
  Principal,
  ProfileRights,
  RuleSource,
  ShareLevel,
  Tool,
} from "../../../model/access/vocabulary.ts";
import type { AuditAction } from "../../../model/access/audit-actions.ts";
import type { Label } from "../../../fieldtypes/field-type.ts";
import { request } from "../../../web/api/client.ts";
import type { RecordData } from "../../../web/api/record-data.ts";

interface Data<T> {
  readonly data: T;
}
const KEY = "access";
/** Of everything here: a change of one often shows in another (people of a role, roles of a profile). */
export const ACCESS_KEY = [KEY] as const;

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
  readonly profile_ids: readonly string[];
  readonly profile_ids__labels: readonly string[];
  readonly peers: "none" | ShareLevel;
  readonly is_default: boolean;
  /** A password alone doesn't let its people in. */
  readonly needs_second_factor: boolean;
  readonly position: number;
  readonly user_count: number;
}
export type RoleValues = Partial<
  Pick<Role, "name" | "parent_id" | "profile_ids" | "peers" | "is_default" | "needs_second_factor" | "position">
>;
export interface Profile extends ProfileRights {
  readonly id: string;
  readonly name: string;
  readonly role_count: number;
  readonly user_count: number;
}
export interface UserRecord extends RecordData {
  readonly name: string;
  readonly email: string;
  readonly status: "active" | "invited" | "inactive";
  readonly role_id: string | null;
  readonly role_id__label: string | null;
  readonly group_ids: readonly string[];
  readonly group_ids__labels: readonly string[];
}
export type UserValues = Readonly<Record<string, string | boolean | number | null | readonly string[]>>;
export interface Group extends RecordData {
  readonly name: string;
  readonly description: string | null;
  readonly members: readonly (GroupMember & { readonly label: string | null })[] & RecordData[string];
}
export interface GroupValues {
  readonly name: string;
  readonly description: string | null;
  readonly members: readonly GroupMember[];
}
export interface Defaults {
  readonly data: Readonly<Record<string, DefaultLevel>>;
  /** Modules whose records may follow the records that they belong to. */
  readonly with_parents: readonly string[];
}
export interface Rule {
  readonly id: string;
  readonly module: string;
  readonly from: RuleSource;
  readonly from__label: string | null;
  readonly to: Principal;
  readonly to__label: string | null;
  readonly level: ShareLevel;
  readonly related: readonly string[];
}
export type RuleValues = Pick<Rule, "module" | "from" | "to" | "level" | "related">;
export interface Share {
  readonly id: string;
  readonly to: Principal;
  readonly to__label: string | null;
  readonly level: ShareLevel;
  readonly expires_at: string | null;
}
export interface Reason {
  readonly code: string;
  readonly grants: readonly Need[];
  readonly params: Readonly<Record<string, string>>;
  readonly text: Label;
}
export interface Explanation {
  readonly user: { readonly id: string; readonly name: string };
  readonly label?: string;
  readonly can: Readonly<Record<Need, boolean>>;
  readonly field?: FieldLevel;
  readonly reasons: readonly Reason[];
  readonly text: Label;
}
interface Reach {
  readonly all: boolean;
  readonly owners: number;
  readonly rules: number;
  readonly shares: number;
}
export interface Matrix {
  readonly user: { readonly id: string; readonly name: string; readonly is_admin: boolean };
  readonly role: string | null;
  readonly tools: readonly Tool[];
  readonly modules: readonly {
    readonly module: string;
    readonly label: Label;
    readonly rights: Readonly<Record<ModuleAction, boolean>>;
    readonly fields: readonly { readonly name: string; readonly label: Label; readonly level: FieldLevel }[];
    readonly reach: Readonly<Record<Need, Reach>>;
  }[];
}
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly action: AuditAction;
  readonly target_type: string | null;
  readonly target_id: string | null;
  readonly target_name: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly address: string | null;
}

const list = <T>(name: string, path = `/admin/${name}`) =>
  queryOptions({ queryKey: [KEY, name], queryFn: async () => (await request<Data<readonly T[]>>(path)).data });
export const rolesQuery = list<Role>("roles");
/** A list of values that a role has of its own. */
export interface OptionList {
  readonly module: string;
  readonly module__label: Label;
  readonly field: string;
  readonly field__label: Label;
  readonly count: number;
  readonly of: number;
}
export const roleListsQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [KEY, "roles", id, "lists"],
    queryFn: async () => (await request<Data<{ readonly option_lists: readonly OptionList[] }>>(`/admin/roles/${id}`)).data.option_lists,
    enabled: id !== undefined,
  });
export const profilesQuery = list<Profile>("profiles");
export const rulesQuery = list<Rule>("rules", "/admin/sharing/rules");
export const defaultsQuery = queryOptions({ queryKey: [KEY, "defaults"], queryFn: () => request<Defaults>("/admin/sharing/defaults") });

/** A page of 100; each next one by its cursor. */
const pages = <T>(name: string, query: Readonly<Record<string, string | undefined>>, path = `/admin/${name}`) =>
  infiniteQueryOptions({
    queryKey: [KEY, name, query],
    queryFn: ({ pageParam, signal }) =>
      request<{ readonly data: readonly T[]; readonly next_cursor: string | null }>(path, {
        query: { ...query, limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
export const usersQuery = (q: string, status: string) =>
  pages<UserRecord>("users", {
    q: q || undefined,
    sort: "last_name",
    filter: status === "" ? undefined : JSON.stringify({ field: "status", op: "eq", value: status }),
  });
export const groupsQuery = pages<Group>("groups", { sort: "name" });
interface AuditSearch {
  readonly q: string;
  readonly action: string;
  readonly actor: string;
  /** Moments; the second isn't in. */
  readonly from: string;
  readonly before: string;
}
/** Empty parts ask for nothing. */
export const auditQuery = (search: AuditSearch) =>
  pages<AuditEntry>("audit", Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "")));

export const checkAudit = async (): Promise<{ readonly entries: number; readonly broken: string | null }> =>
  (await request<Data<{ readonly entries: number; readonly broken: string | null }>>("/admin/audit/check")).data;

const save = async <T>(path: string, id: string | undefined, body: object): Promise<T> =>
  (await request<Data<T>>(id === undefined ? path : `${path}/${id}`, { method: id === undefined ? "POST" : "PATCH", body })).data;
/** By e-mail; where no mail goes out, the link to be handed over. */
export const inviteUser = (id: string): Promise<{ readonly sent: boolean; readonly link?: string }> =>
  request(`/admin/users/${id}/invitation`, { method: "POST" });
export const resetSecondFactor = (id: string): Promise<unknown> => request(`/admin/users/${id}/second-factor`, { method: "DELETE" });
export const saveUser = (id: string | undefined, values: UserValues) => save<UserRecord>("/admin/users", id, values);
export const saveRole = (id: string | undefined, values: RoleValues) => save<Role>("/admin/roles", id, values);
export const saveProfile = (id: string | undefined, values: Partial<ProfileRights> & { readonly name?: string }) =>
  save<Profile>("/admin/profiles", id, values);
export const saveGroup = (id: string | undefined, values: GroupValues) => save<Group>("/admin/groups", id, values);
export const saveRule = (id: string | undefined, values: RuleValues) => save<Rule>("/admin/sharing/rules", id, values);
export const saveDefaults = (levels: Readonly<Record<string, DefaultLevel>>): Promise<unknown> =>
  request("/admin/sharing/defaults", { method: "PUT", body: levels });
export const remove = (path: string, query: Readonly<Record<string, string>> = {}): Promise<unknown> =>
  request(path, { method: "DELETE", query });
/** All records of somebody become another's, in the background; from now on they can't sign in. */
export const dismissUser = (id: string, heir: string): Promise<unknown> =>
  request(`/admin/users/${id}/transfer`, { method: "POST", body: { to_id: heir, deactivate: true } });

export interface ActingAs {
  readonly mode: "view" | "full";
  readonly by: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string };
}
const ACT_AS = "/auth/act-as";
export const actingQuery = queryOptions({
  queryKey: [KEY, "acting"],
  queryFn: async () => (await request<Data<ActingAs | null>>(ACT_AS)).data,
  staleTime: Number.POSITIVE_INFINITY,
});
export const startActing = (user: string, mode: ActingAs["mode"]): Promise<unknown> =>
  request(ACT_AS, { method: "POST", body: { user_id: user, mode } });
export const stopActing = (): Promise<unknown> => request(ACT_AS, { method: "DELETE" });

export interface AbsenceStatus {
  readonly absence: {
    readonly substitute_id: string;
    readonly substitute__label: string | null;
    readonly starts_at: string;
    readonly ends_at: string;
  } | null;
  readonly stands_in_for: readonly {
    readonly user_id: string;
    readonly user__label: string | null;
    readonly starts_at: string;
    readonly ends_at: string;
  }[];
}
/** Of a colleague; without one, one's own. */
const absencePath = (user: string | undefined): string => (user === undefined ? "/me/absence" : `/admin/users/${user}/absence`);
export const absenceQuery = (user: string | undefined) =>
  queryOptions({
    queryKey: [KEY, "absence", user ?? "me"],
    queryFn: async () => (await request<Data<AbsenceStatus>>(absencePath(user))).data,
  });
export const saveAbsence = (
  user: string | undefined,
  values: { readonly substitute_id: string; readonly starts_at: string; readonly ends_at: string },
): Promise<unknown> => request(absencePath(user), { method: "PUT", body: values });
export const endAbsence = (user: string | undefined): Promise<unknown> => request(absencePath(user), { method: "DELETE" });

const sharesPath = (module: string, id: string): string => `/records/${module}/${id}/shares`;
export const sharesQuery = (module: string, id: string) => list<Share>(`shares/${module}/${id}`, sharesPath(module, id));
export const addShare = (module: string, id: string, share: Pick<Share, "to" | "level" | "expires_at">): Promise<unknown> =>
  request(sharesPath(module, id), { method: "POST", body: share });
export const removeShare = (module: string, id: string, share: string): Promise<unknown> => remove(sharesPath(module, id), { share });

export interface Question {
  readonly user: string;
  readonly module: string;
  readonly id?: string | undefined;
  readonly field?: string | undefined;
}
export const explainQuery = ({ user, module, id, field }: Question) =>
  queryOptions({
    queryKey: [KEY, "explain", user, module, id, field],
    queryFn: async () => (await request<Data<Explanation>>("/admin/access/explain", { query: { user, module, id, field } })).data,
    gcTime: 0,
  });
export const matrixQuery = (user: string) =>
  queryOptions({
    queryKey: [KEY, "matrix", user],
    queryFn: async () => (await request<Data<Matrix>>("/admin/access/matrix", { query: { user } })).data,
    gcTime: 0,
  });
