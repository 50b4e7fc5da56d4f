/** What is written beside the records of the file, in a sentence. */
import { useModules } from "../../../web/api/modules.ts";
import { useLabel, useT } from "../../../web/i18n.tsx";
import type { Others } from "./import-api.ts";
import classes from "./preview.module.css";

export function OthersText({ others, planned }: { readonly others: Others; readonly planned?: boolean }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules();
  // In the order of the menu.
  const told = (kind: "created" | "updated"): string =>
    modules
      .filter(({ name }) => (others[name]?.[kind] ?? 0) > 0)
      .map(({ name, label }) => `${text(label)} — ${others[name]?.[kind]}`)
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
