/** Everything that one of the people may do: modules against rights, and how far each reaches. */
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { MODULE_ACTIONS } from "../../../model/access/vocabulary.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { matrixQuery, type Matrix } from "./access-api.ts";
import classes from "./access.module.css";

const SHOWN = MODULE_ACTIONS.filter((action) => action !== "see_all" && action !== "edit_all");

export function AccessMatrix({ user, onPick }: { readonly user: string; readonly onPick: (module: string) => void }) {
  const t = useT();
  const { data, error } = useQuery(matrixQuery(user));
  if (error) return <ErrorState error={error} />;
  if (!data) return null;
  return (
    <>
      <p className={classes["intro"]}>
        {data.user.is_admin
          ? t("access.matrix.admin", { name: data.user.name })
          : t("access.matrix.role", { name: data.user.name, role: data.role ?? "—" })}{" "}
        {data.tools.length > 0 && t("access.matrix.tools", { tools: data.tools.map((tool) => t(`access.tool.${tool}`)).join(", ") })}
      </p>
      <MatrixTable matrix={data} onPick={onPick} />
    </>
  );
}

function MatrixTable({ matrix, onPick }: { readonly matrix: Matrix; readonly onPick: (module: string) => void }) {
  const t = useT();
  const text = useLabel();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes["matrix"]} tabIndex={0} role="region" aria-label={t("access.matrix.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("access.profile.module")}</th>
            <th scope="col">{t("access.matrix.records")}</th>
            {SHOWN.map((action) => (
              <th key={action} scope="col">
                {t(`access.action.${action}`)}
              </th>
            ))}
            <th scope="col">{t("access.matrix.closed")}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.modules.map(({ module, label, rights, reach, fields }) => (
            <tr key={module}>
              <th scope="row">
                <button type="button" className={classes["cardName"]} onClick={() => onPick(module)}>
                  {text(label)}
                </button>
              </th>
              <td>{rights.view ? <Reach {...reach.view} /> : "—"}</td>
              {SHOWN.map((action) => (
                <td key={action}>
                  {rights[action] ? (
                    <IconCheck size={16} role="img" aria-label={t("value.yes")} />
                  ) : (
                    <span aria-label={t("value.no")} role="img">
                      —
                    </span>
                  )}
                </td>
              ))}
              <td className={classes["closed"]}>
                {fields
                  .filter(({ level }) => level === "hidden")
                  .map(({ label: name }) => text(name))
                  .join(", ") || "—"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reach({ all, owners, rules, shares }: Matrix["modules"][number]["reach"]["view"]) {
  const t = useT();
  if (all) return <>{t("access.matrix.all")}</>;
  const parts = [
    t("access.matrix.owners", { count: owners }),
    ...(rules > 0 ? [t("access.matrix.rules", { count: rules })] : []),
    ...(shares > 0 ? [t("access.matrix.shares", { count: shares })] : []),
  ];
  return <>{parts.join(", ")}</>;
}
