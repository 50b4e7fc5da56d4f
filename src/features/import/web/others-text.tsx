/** What is written beside the records of the file, in a sentence. */
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { Others } from "./import-api.ts";
import classes from "./preview.module.css";

export function OthersText({ others, planned }: { readonly others: Others; readonly planned?: boolean }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  const told = (kind: "created" | "updated"): string =>
    Object.entries(others)
      .filter(([, counts]) => counts[kind] > 0)
      .map(([name, counts]) => `${text(modules.find((module) => module.name === name)?.label ?? { en: name, ru: name })} — ${counts[kind]}`)
      .join(", ");
  const [created, updated] = [told("created"), told("updated")];
  if (created === "" && updated === "") return null;
  return (
    <p className={classes["others"]}>
      {created !== "" && <span>{t(planned ? "import.will-also-create" : "import.also-created", { what: created })}</span>}
      {updated !== "" && <span>{t(planned ? "import.will-also-update" : "import.also-updated", { what: updated })}</span>}
    </p>
  );
}
