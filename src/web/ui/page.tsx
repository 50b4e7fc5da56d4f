/** The frame of a screen inside the shell: a bar with title, note and actions, and the body under it. */
import type { ReactNode } from "react";
import { useEffect } from "react";
import classes from "./page.module.css";

/** Names the browser's tab after what is on the screen. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Manul CRM` : "Manul CRM";
  }, [title]);
}

interface PageProps {
  readonly title: ReactNode;
  readonly documentTitle: string;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}
export function Page({ title, documentTitle, note, actions, children }: PageProps) {
  useDocumentTitle(documentTitle);
  return (
    <div className={classes["page"]}>
      <div className={classes["bar"]}>
        <h1 className={classes["title"]}>{title}</h1>
        {note !== undefined && <span className={classes["note"]}>{note}</span>}
        <div className={classes["actions"]}>{actions}</div>
      </div>
      {children}
    </div>
  );
}
export const ScrollBody = ({ children }: { readonly children: ReactNode }) => <div className={classes["scroll"]}>{children}</div>;
