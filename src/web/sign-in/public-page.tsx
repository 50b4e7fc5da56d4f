/** The frame of pages before the sign-in: the mark, one card, language and theme. */
import type { ReactNode } from "react";
import logo from "../manul.svg";
import { useT } from "../i18n.tsx";
import { LanguageSwitch } from "../shell/language-switch.tsx";
import { useDocumentTitle } from "../ui/page.tsx";
import classes from "./public-page.module.css";

interface PublicPageProps {
  readonly title: string;
  readonly text?: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}
export function PublicPage({ title, text, wide = false, children }: PublicPageProps) {
  const t = useT();
  useDocumentTitle(title);
  return (
    <div className={classes["page"]}>
      <header className={classes["top"]}>
        <span className={classes["brand"]}>
          <img src={logo} alt="" width={32} height={32} />
          Manul CRM
        </span>
        <LanguageSwitch />
      </header>
      <main className={classes["card"]} data-wide={wide || undefined}>
        <h1 className={classes["title"]}>{title}</h1>
        {text !== undefined && <p className={classes["text"]}>{text}</p>}
        {children}
      </main>
      <footer className={classes["foot"]}>{t("public.foot")}</footer>
    </div>
  );
}
