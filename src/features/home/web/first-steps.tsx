/** For whoever has just begun: what to do first. It goes by itself when all is done, or when it is put away. */
import { ActionIcon } from "@mantine/core";
import { IconCircleCheckFilled, IconCircleDashed, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useModules } from "../../../web/api/modules.ts";
import { shortListQuery } from "../../../web/api/records.ts";
import { useT } from "../../../web/i18n.tsx";
import classes from "./home.module.css";

const STEPS = [
  { name: "organization", module: "organizations", enough: 1, page: "new" },
  { name: "import", module: "contacts", enough: 1, page: "import" },
  { name: "deal", module: "opportunities", enough: 1, page: "new" },
  { name: "colleagues", module: "users", enough: 2, page: "new" },
] as const;
const SOME = { fields: ["id"] } as const;
type Step = (typeof STEPS)[number];

export function FirstSteps({ onDone }: { readonly onDone: () => void }) {
  const t = useT();
  const modules = useModules();
  const open = STEPS.filter(({ module, page }) => {
    const rights = modules.find(({ name }) => name === module)?.rights;
    return page === "import" ? rights?.import : rights?.create;
  });
  // All of them are there, or none: half a list of steps would jump.
  const counts = [useCount("organizations"), useCount("contacts"), useCount("opportunities"), useCount("users")];
  if (counts.includes(undefined)) return null;
  const isDone = (step: Step): boolean => (counts[STEPS.indexOf(step)] ?? 0) >= step.enough;
  if (open.every(isDone)) return null;
  return (
    <section className={classes["steps"]} aria-label={t("home.steps")}>
      <header className={classes["head"]}>
        <h2 className={classes["title"]}>{t("home.steps-title")}</h2>
        <ActionIcon size={26} aria-label={t("home.steps-hide")} title={t("home.steps-hide")} onClick={onDone}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <ol className={classes["stepList"]}>
        {open.map((step) => (
          <li key={step.name} data-done={isDone(step) || undefined}>
            {isDone(step) ? (
              <IconCircleCheckFilled size={20} aria-label={t("home.step-done")} />
            ) : (
              <IconCircleDashed size={20} stroke={1.6} aria-hidden />
            )}
            <span className={classes["lineText"]}>
              <Link
                to={step.page === "import" ? "/$module/import" : "/$module/new"}
                params={{ module: step.module }}
                className={classes["lineName"]}
              >
                {t(`home.step-${step.name}`)}
              </Link>
              <span className={classes["stepNote"]}>{t(`home.step-${step.name}-text`)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Nothing of a module that this user may not see. */
function useCount(module: string): number | undefined {
  const visible = useModules().some(({ name }) => name === module);
  const { data, error } = useQuery({ ...shortListQuery(module, SOME, 2), enabled: visible });
  return visible && !error ? data?.data.length : 0;
}
