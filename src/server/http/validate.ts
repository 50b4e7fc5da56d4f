/**
 * Checks what came in against a route's schema, and says what is wrong as field errors of the API. Query parameters
 * are text on the wire: those declared as numbers or booleans are read as such, nothing else is converted.
 */
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { AppError, type FieldError } from "../errors.ts";

type Violation = ReturnType<ReturnType<typeof Compile>["Errors"]>[number];
type ErrorParams = NonNullable<FieldError["params"]>;

const MAX_ERRORS = 100;
const MAX_DEPTH = 64;

/** A function that returns the value if the schema accepts it and throws AppError if not. Compiled on first use. */
export function checker(schema: TSchema): (value: unknown) => unknown {
  let compiled: ReturnType<typeof Compile> | undefined;
  return (value) => {
    compiled ??= Compile(schema);
    if (compiled.Check(value)) return value;
    throw refusal(compiled.Errors(value));
  };
}

function refusal(violations: readonly Violation[]): AppError {
  const byField = new Map<string, FieldError>();
  for (const violation of violations)
    for (const error of fieldErrors(violation)) {
      if (byField.size >= MAX_ERRORS) break;
      if (!byField.has(error.field)) byField.set(error.field, error);
    }
  const errors = [...byField.values()];
  const first = errors[0];
  const allUnknown = errors.length > 0 && errors.every((error) => error.code === "unknown_field");
  if (allUnknown && first) return new AppError("unknown_field", { params: { field: first.field }, errors });
  return new AppError("validation_failed", { errors });
}

/** JSON Schema's types in the words of `value.wrong_type`. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  integer: "integer",
  boolean: "boolean",
  array: "list",
  object: "object",
};

const CODES: Readonly<Record<string, (params: never) => { code: string; params?: ErrorParams }>> = {
  type: ({ type }: { type: string | string[] }) => ({ code: "wrong_type", params: { expected: TYPE_WORDS[String(type)] ?? "other" } }),
  maxLength: ({ limit }: { limit: number }) => ({ code: "too_long", params: { max: limit } }),
  minLength: ({ limit }: { limit: number }) => (limit === 1 ? { code: "mandatory" } : { code: "too_short", params: { min: limit } }),
  maximum: ({ limit }: { limit: number }) => ({ code: "too_large", params: { max: limit } }),
  minimum: ({ limit }: { limit: number }) => ({ code: "too_small", params: { min: limit } }),
  maxItems: ({ limit }: { limit: number }) => ({ code: "too_many", params: { max: limit } }),
  minItems: () => ({ code: "mandatory" }),
  enum: ({ allowedValues }: { allowedValues: unknown[] }) => ({ code: "not_one_of", params: { allowed: allowedValues.join(", ") } }),
  const: ({ allowedValue }: { allowedValue: unknown }) => ({ code: "not_one_of", params: { allowed: String(allowedValue) } }),
  pattern: () => ({ code: "wrong_format" }),
};

function fieldErrors({ keyword, instancePath, schemaPath, params }: Violation): readonly FieldError[] {
  // An unknown member is told twice; `additionalProperties` names it better.
  if (keyword === "boolean" && schemaPath.endsWith("/additionalProperties")) return [];
  const at = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const child = (name: string, code: string): FieldError => ({ field: [...at, name].join("."), code });
  if (keyword === "required") return params.requiredProperties.map((name) => child(name, "mandatory"));
  if (keyword === "additionalProperties") return params.additionalProperties.map((name) => child(name, "unknown_field"));
  const known = Object.hasOwn(CODES, keyword) ? CODES[keyword] : undefined;
  return [{ field: at.join("."), ...(known ? known(params as never) : { code: "invalid" }) }];
}

/** Reads the texts of a query string as the types that its schema declares. */
export function readQuery(query: Readonly<Record<string, unknown>>, schema: TSchema): Record<string, unknown> {
  const properties = ("properties" in schema ? schema.properties : {}) as Readonly<Record<string, { readonly type?: string }>>;
  // Not by assignment: a parameter may be called `__proto__`.
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => {
      const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
      return [name, typeof text === "string" ? readText(text, type) : text];
    }),
  );
}

function readText(text: string, type: string | undefined): unknown {
  if (type === "integer") return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

/** The code of what makes a text impossible to store, if anything does. */
export const textFault = (text: string): "nul_byte" | "lone_surrogate" | undefined =>
  text.includes("\0") ? "nul_byte" : text.isWellFormed() ? undefined : "lone_surrogate";

/** Refuses parameters with NUL bytes or lone surrogates, which no text of ours may hold. */
export function checkTexts(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values))
    for (const text of [name, ...(Array.isArray(value) ? (value as unknown[]) : [value])]) {
      const fault = typeof text === "string" ? textFault(text) : undefined;
      if (fault) throw new AppError("validation_failed", { errors: [{ field: textFault(name) ? "" : name, code: fault }] });
    }
}

/**
 * Walks a JSON body without recursion: a nesting that would overflow some later function's stack is refused here;
 * with `strings`, so are texts that the database can't hold.
 */
export function checkBody(body: unknown, options: { readonly strings: boolean }): void {
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: body, path: "", depth: 0 }];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { value, path, depth } = item;
    if (typeof value === "string") {
      const fault = textFault(value);
      if (fault) throw new AppError("validation_failed", { errors: [{ field: path, code: fault }] });
    } else if (typeof value === "object" && value !== null) {
      if (depth >= MAX_DEPTH)
        throw new AppError("bad_request", { errors: [{ field: path, code: "too_deep", params: { max: MAX_DEPTH } }] });
      for (const [key, child] of Object.entries(value))
        if (typeof child === "object" || (options.strings && typeof child === "string"))
          pending.push({ value: child, path: path === "" ? key : `${path}.${key}`, depth: depth + 1 });
    }
  }
}
