/** A record's name as a real link to its page. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "../fields/fields.module.css";

interface RecordLinkProps {
  readonly module: string;
  readonly id: string;
  readonly children: ReactNode;
}
export const RecordLink = ({ module, id, children }: RecordLinkProps) => (
  <Link to="/$module/$id" params={{ module, id }} className={classes["link"]} preload={false}>
    {children}
  </Link>
);
