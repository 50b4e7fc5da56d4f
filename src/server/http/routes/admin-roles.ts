/** Roles and profiles: what people may do, and who stands above whom. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Object as ObjectType,
  Optional,
  Record as RecordOf,
  String as StringType,
  Unknown,
} from "typebox";
import { MODULE_ACTIONS, TOOLS } from "../../../model/access/vocabulary.ts";
import { createProfile, deleteProfile, getProfile, listProfiles, updateProfile } from "../../access/settings/profiles.ts";
import { optionListsOf } from "../../access/settings/role-options.ts";
import { createRole, deleteRole, getRole, listRoles, updateRole } from "../../access/settings/roles.ts";
import { API, done, okay, route, type Route } from "../route.ts";
import { nullable, oneOf, only, RecordJson, RecordReply, someOf, text } from "../schemas.ts";

const ROLES = `${API}/admin/roles`;
const PROFILES = `${API}/admin/profiles`;
export const ById = only({ id: text(20) });
export const ListReply = ObjectType({ data: ArrayOf(RecordJson) });

const Role = only({
  name: text(200, 1),
  parent_id: nullable(text(20)),
  profile_ids: ArrayOf(text(20), { maxItems: 100 }),
  peers: oneOf("none", "read", "edit"),
  is_default: BooleanType(),
  needs_second_factor: BooleanType(),
  position: Integer({ minimum: 0, maximum: 1_000_000 }),
});
const RoleChange = someOf(Role.properties);
const NewRole = only({ ...RoleChange.properties, name: Role.properties.name });

const Profile = only({
  name: text(200, 1),
  modules: RecordOf(StringType(), Unknown()),
  fields: RecordOf(StringType(), Unknown()),
  tools: ArrayOf(text(40), { maxItems: TOOLS.length }),
});
const ProfileChange = someOf(Profile.properties);
const NewProfile = only({ ...ProfileChange.properties, name: Profile.properties.name });

const right = "tool:access";

const roleRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: ROLES,
    right,
    summary: "All roles; `parent_id` makes them a tree",
    reply: { 200: ListReply },
    handler: async (ctx) => okay({ data: await listRoles(ctx) }),
  }),
  route({
    method: "GET",
    url: `${ROLES}/:id`,
    right,
    summary: "One role",
    params: ById,
    reply: { 200: RecordReply },
    handler: async (ctx, { params }) =>
      okay({ data: { ...(await getRole(ctx, params.id)), option_lists: await optionListsOf(ctx, params.id) } }),
  }),
  route({
    method: "POST",
    url: ROLES,
    right,
    summary:
      "Adds a role; `peers`: what its people may do with each other's records; `needs_second_factor`: a password alone doesn't let them in",
    body: NewRole,
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await createRole(ctx, body) } }),
  }),
  route({
    method: "PATCH",
    url: `${ROLES}/:id`,
    right,
    summary: "Changes a role, or moves it in the tree",
    params: ById,
    body: RoleChange,
    changesAccess: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await updateRole(ctx, params.id, body) }),
  }),
  route({
    method: "DELETE",
    url: `${ROLES}/:id`,
    right,
    summary: "Deletes a role; its users go to `transfer_to`, the roles below it move up",
    params: ById,
    query: only({ transfer_to: Optional(text(20)) }),
    changesAccess: true,
    handler: async (ctx, { params, query }) => {
      await deleteRole(ctx, params.id, query.transfer_to);
      return done;
    },
  }),
];

const profileRoutes = (): readonly Route[] => [
  route({
    method: "GET",
    url: PROFILES,
    right,
    summary: "All profiles",
    reply: { 200: ListReply },
    handler: async (ctx) => okay({ data: await listProfiles(ctx) }),
  }),
  route({
    method: "GET",
    url: `${PROFILES}/:id`,
    right,
    summary: "One profile",
    params: ById,
    reply: { 200: RecordReply },
    handler: async (ctx, { params }) => okay({ data: await getProfile(ctx, params.id) }),
  }),
  route({
    method: "POST",
    url: PROFILES,
    right,
    summary: `Adds a profile. In \`modules\` (\`*\`: those not named): ${MODULE_ACTIONS.join(", ")}`,
    body: NewProfile,
    idempotent: true,
    changesAccess: true,
    reply: { 201: RecordReply },
    handler: async (ctx, { body }) => ({ status: 201, body: { data: await createProfile(ctx, body) } }),
  }),
  route({
    method: "PATCH",
    url: `${PROFILES}/:id`,
    right,
    summary: "Changes a profile; `modules`, `fields` and `tools` are replaced whole where they are given",
    params: ById,
    body: ProfileChange,
    changesAccess: true,
    reply: { 200: RecordReply },
    handler: async (ctx, { params, body }) => okay({ data: await updateProfile(ctx, params.id, body) }),
  }),
  route({
    method: "DELETE",
    url: `${PROFILES}/:id`,
    right,
    summary: "Deletes a profile that no role has",
    params: ById,
    changesAccess: true,
    handler: async (ctx, { params }) => {
      await deleteProfile(ctx, params.id);
      return done;
    },
  }),
];

export const adminRoleRoutes = (): readonly Route[] => [...roleRoutes(), ...profileRoutes()];
