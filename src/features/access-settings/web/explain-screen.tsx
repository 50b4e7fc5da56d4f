/** Settings: why may somebody do something, or not? For a person alone: all they may do, module by module. */
import { Select } from "@mantine/core";
import { IconCheck, IconMinus, IconZoomQuestion } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Filter } from "../../../model/filter/ast.ts";
import type { Need } from "../../../model/access/vocabulary.ts";
import { useModuleIfKnown, useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { parseFilter } from "../../../web/records/list/filter-model.ts";
import { EmptyState } from "../../../web/ui/empty-state.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { AccessMatrix } from "./access-matrix.tsx";
import { explainQuery, type Explanation, type Question, type Reason } from "./access-api.ts";
import { RecordSelect } from "./record-select.tsx";
import { RuleFilterText } from "./rule-filter.tsx";
import classes from "./access.module.css";

const NEEDS: readonly Need[] = ["view", "edit", "delete"];

export function ExplainScreen() {
  const t = useT();
  const text = useLabel();
  const navigate = useNavigate();
  const modules = useModules();
  // The question stands in the address: it can be sent to a colleague.
  const asked: Partial<Question> = useSearch({ strict: false });
  const { user, module, id, field } = asked;
  const ask = (change: { readonly [Key in keyof Question]?: string | undefined }): void =>
    void navigate({ to: "/settings", search: { section: "explain", ...asked, ...change }, replace: true });
  const fields = useModuleIfKnown(module)?.fields ?? [];
  return (
    <>
      <p className={classes["intro"]}>{t("access.explain.intro")}</p>
      <div className={classes["question"]}>
        <RecordSelect
          label={t("access.explain.user")}
          placeholder={t("access.explain.user-hint")}
          module="users"
          value={user ?? null}
          onChange={(value) => ask({ user: value ?? undefined })}
        />
        <Select
          label={t("access.rule.module")}
          placeholder={t("access.explain.any")}
          data={modules.map(({ name, label }) => ({ value: name, label: text(label) }))}
          value={module ?? null}
          searchable
          clearable
          nothingFoundMessage={t("picker.nothing")}
          clearButtonProps={{ "aria-label": t("action.clear") }}
          onChange={(value) => ask({ module: value ?? undefined, id: undefined, field: undefined })}
        />
        {module !== undefined && (
          <>
            <RecordSelect
              key={module}
              label={t("access.explain.record")}
              placeholder={t("access.explain.any-record")}
              module={module}
              value={id ?? null}
              onChange={(value) => ask({ id: value ?? undefined })}
            />
            <Select
              label={t("filter.field")}
              placeholder={t("access.explain.any-field")}
              data={fields.map(({ name, label }) => ({ value: name, label: text(label) }))}
              value={field ?? null}
              searchable
              clearable
              nothingFoundMessage={t("picker.nothing")}
              clearButtonProps={{ "aria-label": t("action.clear") }}
              onChange={(value) => ask({ field: value ?? undefined })}
            />
          </>
        )}
      </div>
      {user === undefined && (
        <EmptyState
          icon={<IconZoomQuestion size={32} stroke={1.5} aria-hidden />}
          title={t("access.explain.none")}
          text={t("access.explain.none-text")}
        />
      )}
      {user !== undefined && module === undefined && <AccessMatrix user={user} onPick={(name) => ask({ module: name })} />}
      {user !== undefined && module !== undefined && <Answer question={{ user, module, id, field }} />}
    </>
  );
}

function Answer({ question }: { readonly question: Question }) {
  const text = useLabel();
  const { data, error } = useQuery(explainQuery(question));
  if (error) return <ErrorState error={error} />;
  if (!data) return null;
  return (
    <section className={classes["answer"]} aria-live="polite">
      <h2>{text(data.text)}</h2>
      <Verdict answer={data} />
      <ol>
        {data.reasons.map((reason, index) => (
          <li key={index} data-grants={reason.grants.length > 0 || undefined}>
            {reason.grants.length > 0 ? <IconCheck size={16} aria-hidden /> : <IconMinus size={16} aria-hidden />}
            <ReasonText reason={reason} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Verdict({ answer: { can, field } }: { readonly answer: Explanation }) {
  const t = useT();
  return (
    <p className={classes["verdict"]}>
      {NEEDS.map((need) => (
        <span key={need} className={classes["badge"]} data-status={can[need] ? "active" : "inactive"}>
          {`${t(`access.action.${need}`)}: ${t(can[need] ? "value.yes" : "value.no")}`}
        </span>
      ))}
      {field && (
        <span className={classes["badge"]} data-status={field === "edit" ? "active" : "inactive"}>
          {`${t("filter.field")}: ${t(`access.level.${field}`)}`}
        </span>
      )}
    </p>
  );
}

/** A rule by what records say carries its condition as data: here it becomes words. */
function ReasonText({ reason }: { readonly reason: Reason }) {
  const t = useT();
  const text = useLabel();
  const { module, from, from_type, to = "" } = reason.params;
  const filter: Filter | undefined = from_type === "filter" ? parseFilter(from) : undefined;
  if (!filter || module === undefined) return <span>{text(reason.text)}</span>;
  return (
    <span>
      {t("access.explain.by-filter", { to, level: t(reason.grants.includes("edit") ? "access.share.edit" : "access.share.read") })}{" "}
      <RuleFilterText module={module} filter={filter} />
    </span>
  );
}
