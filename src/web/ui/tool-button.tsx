/** A button of a tool bar: its icon may stand alone, where there is little room or always; its word stays as its name. */
import { Button } from "@mantine/core";
import type { ButtonProps, ElementProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./tool-button.module.css";

type Given = "leftSection" | "children" | "className";
interface ToolButtonProps extends Omit<ButtonProps, Given>, Omit<ElementProps<"button", keyof ButtonProps>, Given> {
  readonly icon: ReactNode;
  readonly children: string;
  /** When the word is to be seen; as a rule, on wide screens. */
  readonly word?: "always" | "wide" | "never";
  /** Where it is a link. */
  readonly renderRoot?: (props: Readonly<Record<string, unknown>>) => ReactNode;
}
export const ToolButton = ({ icon, children, word = "wide", ...props }: ToolButtonProps) => (
  <Button
    title={word === "always" ? undefined : children}
    {...props}
    data-word={word}
    leftSection={icon}
    className={classes["button"] ?? ""}
  >
    <span className={classes["word"]}>{children}</span>
  </Button>
);
