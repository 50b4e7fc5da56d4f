/** Schemas that several routes share. */
import {
  Array as ArrayOf,
  Boolean as BooleanType,
  Integer,
  Literal,
  Null,
  Object as ObjectType,
  Optional,
  Partial,
  Record as RecordOf,
  String as StringType,
  Union,
  Unknown,
  Unsafe,
  type TSchema,
} from "typebox";
import type { Lang } from "../../fieldtypes/field-type.ts";

/** An object with these members and no others. */
export const only = <P extends Parameters<typeof ObjectType>[0]>(properties: P) => ObjectType(properties, { additionalProperties: false });
/** The same with every member optional, for changes: still no others. (`Partial` alone would let any through.) */
export const someOf = <P extends Parameters<typeof ObjectType>[0]>(properties: P) =>
  Partial(only(properties), { additionalProperties: false });

export const text = (maxLength: number, minLength = 0) => StringType({ maxLength, minLength });
export const oneOf = <const T extends readonly string[]>(...values: T) => Unsafe<T[number]>({ type: "string", enum: [...values] });
export const nullable = <T extends TSchema>(schema: T) => Union([schema, Null()]);

/** Ids are decimal strings; beyond bigint there is no record anyway. */
export const Id = StringType({ pattern: "^[1-9][0-9]{0,18}$", description: "Id" });
export const Name = StringType({ pattern: "^[a-z][a-z0-9_]{0,62}$" });
export const Language = oneOf<readonly Lang[]>("en", "ru");
export const Email = StringType({ minLength: 3, maxLength: 254, pattern: "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$|^[^\\s@]+@localhost$" });
export const Currency = StringType({ pattern: "^[A-Z]{3}$" });
export const Cursor = StringType({ maxLength: 4000 });
export const Moment = StringType({ maxLength: 40 });

export const User = ObjectType({
  id: StringType(),
  name: StringType(),
  email: StringType(),
  is_admin: BooleanType(),
  /** Parts of the program that the user may use (model/access/vocabulary.ts). */
  tools: ArrayOf(StringType()),
  language: Language,
  timezone: StringType(),
  currency: StringType(),
});
/** `pending`: what has to be done before anything else, about the second factor. */
export const SignedIn = ObjectType({ user: User, csrf_token: StringType(), pending: Union([oneOf("verify", "enrol"), Null()]) });
export const Company = ObjectType({
  name: StringType(),
  currency: StringType(),
  language: Language,
  timezone: StringType(),
  country: StringType(),
});

export const RecordJson = RecordOf(StringType(), Unknown());
export const RecordReply = ObjectType({ data: RecordJson });
export const PageReply = ObjectType({
  data: ArrayOf(RecordJson),
  next_cursor: nullable(StringType()),
  count: Optional(Integer()),
  count_is: Optional(Union([Literal("exact"), Literal("capped")])),
});
export const DataReply = ObjectType({ data: Unknown() });
