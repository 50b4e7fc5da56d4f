/**
 * Every error that the program answers with, in one table: code → HTTP status and log level. The texts, in both
 * languages, stand in i18n under `error.<code>` (and `value.<code>` for a field's error). An error that isn't an
 * AppError is a defect: answered as 500 without details, logged with its stack.
 */
import type { ValueError } from "../fieldtypes/field-type.ts";

const ERRORS = {
  bad_request: [400, "info"],
  invalid_json: [400, "info"],
  validation_failed: [400, "info"],
  unknown_field: [400, "info"],
  read_only_field: [400, "info"],
  invalid_filter: [400, "info"],
  invalid_sort: [400, "info"],
  invalid_cursor: [400, "info"],
  version_required: [400, "info"],
  unauthenticated: [401, "info"],
  wrong_credentials: [401, "info"],
  second_factor_required: [401, "info"],
  wrong_code: [401, "info"],
  wrong_passkey: [401, "info"],
  forbidden: [403, "info"],
  second_factor_needed: [403, "info"],
  no_account: [403, "info"],
  csrf: [403, "warn"],
  acting_as: [403, "info"],
  not_found: [404, "info"],
  unknown_module: [404, "info"],
  unknown_relation: [404, "info"],
  unknown_action: [404, "info"],
  method_not_allowed: [405, "info"],
  conflict: [409, "info"],
  version_conflict: [409, "info"],
  duplicate_value: [409, "info"],
  already_set_up: [409, "info"],
  idempotency_mismatch: [409, "info"],
  in_use: [409, "info"],
  nothing_left: [409, "info"],
  public_url_needed: [409, "info"],
  mail_unavailable: [409, "info"],
  wrong_state: [409, "info"],
  undo_conflict: [409, "info"],
  record_archived: [409, "info"],
  already_converted: [409, "info"],
  merge_too_large: [409, "info"],
  merge_kept: [409, "info"],
  link_expired: [410, "info"],
  payload_too_large: [413, "info"],
  unsupported_media_type: [415, "info"],
  rate_limited: [429, "info"],
  provider_failed: [502, "info"],
  outside_forbidden: [400, "info"],
  outside_unreachable: [502, "info"],
  internal: [500, "error"],
  mail_failed: [502, "info"],
  unavailable: [503, "warn"],
} as const satisfies Record<string, readonly [number, "info" | "warn" | "error"]>;

export type ErrorCode = keyof typeof ERRORS;

/** One field's reason; `field` is the path as the client sent it (`lines.2.quantity`, `items.5.email`). */
export interface FieldError extends ValueError {
  readonly field: string;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly level: "info" | "warn" | "error";
  readonly params: Readonly<Record<string, string | number>>;
  readonly errors: readonly FieldError[];
  /** Further members of the problem document (the current record on a version conflict). */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    options: {
      params?: Readonly<Record<string, string | number>>;
      errors?: readonly FieldError[];
      extra?: Readonly<Record<string, unknown>>;
      cause?: unknown;
    } = {},
  ) {
    super(code + (options.params ? ` ${JSON.stringify(options.params)}` : ""), { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    [this.status, this.level] = ERRORS[code];
    this.params = options.params ?? {};
    this.errors = options.errors ?? [];
    this.extra = options.extra ?? {};
  }
}

/** The error of a write whose values were refused. */
export const invalid = (errors: readonly FieldError[]): AppError => new AppError("validation_failed", { errors });
