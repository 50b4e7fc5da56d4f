/** One matter of the security settings: what it is, what one has of it, what can be done. */
import type { ReactNode } from "react";
import classes from "./security.module.css";

interface CardProps {
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}
export const Card = ({ title, text, action, children }: CardProps) => (
  <section className={classes["card"]} aria-label={title}>
    <header className={classes["head"]}>
      <div>
        <h2 className={classes["title"]}>{title}</h2>
        {text !== undefined && <p className={classes["text"]}>{text}</p>}
      </div>
      {action}
    </header>
    {children}
  </section>
);
