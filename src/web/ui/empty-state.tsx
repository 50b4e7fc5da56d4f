/** Where there is nothing: says why, and what can be done about it. */
import type { ReactNode } from "react";
import classes from "./page.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly actions?: ReactNode;
}
export const EmptyState = ({ icon, title, text, actions }: EmptyStateProps) => (
  <div className={classes["empty"]}>
    {icon}
    <p className={classes["emptyTitle"]}>{title}</p>
    {text !== undefined && <p className={classes["emptyText"]}>{text}</p>}
    {actions !== undefined && <div className={classes["emptyActions"]}>{actions}</div>}
  </div>
);
