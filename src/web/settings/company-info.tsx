/** The company's own facts, to be read. */
import { useSession } from "../api/session.ts";
import { LANGUAGE_NAMES, useLang, useT } from "../i18n.tsx";
import classes from "./settings.module.css";

export function CompanyInfo() {
  const t = useT();
  const lang = useLang();
  const { company, version } = useSession();
  if (!company) return null;
  const country = company.country === "" ? "—" : (new Intl.DisplayNames(lang, { type: "region" }).of(company.country) ?? company.country);
  const facts = [
    [t("setup.company-name"), company.name],
    [t("setup.currency"), `${company.currency} · ${new Intl.DisplayNames(lang, { type: "currency" }).of(company.currency) ?? ""}`],
    [t("setup.language"), LANGUAGE_NAMES[company.language]],
    [t("setup.timezone"), company.timezone],
    [t("settings.country"), country],
    [t("settings.version"), version],
  ] as const;
  return (
    <div className={classes["panel"]}>
      <dl className={classes["facts"]}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
