/** The bar on top: where am I, search everything, and the tools at its right end. */
import { ActionIcon } from "@mantine/core";
import { IconMenu2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import logo from "../manul.svg";
import { useSession } from "../api/session.ts";
import { useT } from "../i18n.tsx";
import { SearchBox } from "./search-box.tsx";
import classes from "./shell.module.css";
import { useSettled } from "./use-settled.ts";

const HeaderTools = lazy(async () => ({ default: (await import("./header-tools.tsx")).HeaderTools }));

export function Header({ onMenu }: { readonly onMenu: () => void }) {
  const t = useT();
  const { company } = useSession();
  const settled = useSettled();
  return (
    <header className={classes["header"]}>
      <ActionIcon className={classes["burger"] ?? ""} onClick={onMenu} aria-label={t("shell.menu")}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/" className={classes["brand"]} title={company?.name ?? "Manul CRM"}>
        <img src={logo} width={24} height={24} alt="" />
        <span className={classes["company"]}>{company?.name ?? "Manul CRM"}</span>
      </Link>
      <SearchBox />
      <Suspense>{settled && <HeaderTools />}</Suspense>
    </header>
  );
}
