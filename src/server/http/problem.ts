/**
 * Errors as RFC 9457 problem documents in the reader's language. What isn't an AppError is a defect or an outage:
 * answered without details, logged with them. A stack trace never leaves the process.
 */
import type { Lang } from "../../fieldtypes/field-type.ts";
import { errorTexts, type ErrorTextKey } from "../../i18n/errors.ts";
import { formatMessage } from "../../i18n/translate.ts";
import { AppError, type ErrorCode, type FieldError } from "../errors.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";
/** `type` of a problem is this and its code. */
export const PROBLEM_PREFIX = "urn:manul:problem:";
const MAX_ERRORS = 1000;

type Params = Readonly<Record<string, string | number>>;

/** The text under a key, if there is one. A text whose parameters are missing counts as missing: better none than half. */
function text(lang: Lang, key: string, params: Params = {}): string | undefined {
  const texts = errorTexts[lang];
  if (!Object.hasOwn(texts, key)) return undefined;
  try {
    return formatMessage(lang, texts[key as ErrorTextKey], params);
  } catch {
    return undefined;
  }
}

export function toProblem(error: AppError, lang: Lang, instance?: string): Problem {
  const key: `error.${ErrorCode}` = `error.${error.code}`;
  const detail = text(lang, `${key}.detail`, error.params) ?? text(lang, `${key}.hint`);
  const errors = error.errors.length > 0 ? error.errors : named(error);
  return {
    ...error.extra,
    type: PROBLEM_PREFIX + error.code,
    title: text(lang, key, error.params) ?? errorTexts[lang]["error.internal"],
    status: error.status,
    code: error.code,
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(errors.length > 0 ? { errors: errors.slice(0, MAX_ERRORS).map((each) => describe(each, lang)) } : {}),
  };
}

/** A header or parameter that couldn't be read, as the field's error that it is. */
function named({ code, params }: AppError): readonly FieldError[] {
  const name = params["header"] ?? params["field"];
  return code === "bad_request" && name !== undefined ? [{ field: String(name), code: "wrong_format" }] : [];
}

function describe({ field, code, params }: FieldError, lang: Lang): { field: string; code: string; message: string } {
  // An item of a bulk may be refused as a whole: its code is an error's then.
  const message = text(lang, `value.${code}`, { expected: "other", ...params }) ?? text(lang, `error.${code}`, params);
  return { field, code, message: message ?? errorTexts[lang]["value.invalid"] };
}

const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "payload_too_large",
  FST_REQ_FILE_TOO_LARGE: "payload_too_large",
  FST_PARTS_LIMIT: "payload_too_large",
  FST_FILES_LIMIT: "payload_too_large",
  FST_FIELDS_LIMIT: "payload_too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported_media_type",
  FST_INVALID_MULTIPART_CONTENT_TYPE: "unsupported_media_type",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid_json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid_json",
  FST_ERR_NOT_FOUND: "not_found",
};
/** PostgreSQL and socket errors that mean "not now": no connection, shutting down, out of slots, cancelled by a timeout. */
const OUTAGE = /^(08...|53...|57...|55P03|40001|40P01|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOSPC)$/;

/** Any thrown thing as an AppError. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code, statusCode } = (typeof error === "object" && error !== null ? error : {}) as { code?: unknown; statusCode?: unknown };
  if (typeof code === "string") {
    const known = Object.hasOwn(FASTIFY_CODES, code) ? FASTIFY_CODES[code] : undefined;
    if (known) return new AppError(known, { cause: error });
    if (OUTAGE.test(code)) return new AppError("unavailable", { cause: error });
  }
  if (error instanceof SyntaxError && statusCode === 400) return new AppError("invalid_json", { cause: error });
  if (typeof statusCode === "number" && statusCode >= 400 && statusCode < 500) return new AppError("bad_request", { cause: error });
  return new AppError("internal", { cause: error });
}
