/** The parts of a record's page. What has no room goes into a menu at the end; the chosen part is always in sight. */
import { Menu, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../../i18n.tsx";
import { fitting, textWidth } from "../../ui/text-width.ts";
import classes from "./record.module.css";

export interface TabItem {
  readonly name: string;
  readonly label: string;
}
/** Where a tab leads: an address (on the page) or just another part (in the side panel). */
export type TabTarget = { readonly module: string; readonly id: string } | ((name: string) => void);
interface RecordTabsProps {
  readonly items: readonly TabItem[];
  readonly current: string;
  readonly target: TabTarget;
}
const TAB_SPACE = 20;

export function RecordTabs({ items, current, target }: RecordTabsProps) {
  const t = useT();
  const { ref, width } = useElementSize<HTMLElement>();
  const more = t("record.more-tabs");
  const widths = items.map(({ label }) => textWidth(label, { weight: 500 }) + TAB_SPACE);
  const fit = width === 0 ? items.length : Math.max(1, fitting(widths, width - 16, textWidth(more) + 44));
  const shown = items.slice(0, fit);
  const hidden = items.slice(fit);
  const chosen = hidden.find(({ name }) => name === current);
  return (
    <nav ref={ref} className={classes["tabs"]} aria-label={t("record.tabs")}>
      {shown.map((item) => (
        <Tab key={item.name} item={item} current={item.name === current} target={target} />
      ))}
      {hidden.length > 0 && (
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <UnstyledButton className={classes["tab"] ?? ""} data-current={chosen ? true : undefined}>
              {chosen?.label ?? more} <IconChevronDown size={14} aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown className={classes["moreTabs"] ?? ""}>
            {hidden.map((item) => (
              <Menu.Item key={item.name} {...menuTarget(item, target)} aria-current={item.name === current ? "page" : undefined}>
                {item.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}

/** Tabs are addresses: they can be opened in a new window and sent to somebody. */
const linkTo = (name: string, { module, id }: { readonly module: string; readonly id: string }) =>
  ({ to: "/$module/$id", params: { module, id }, search: name === "overview" ? {} : { tab: name }, replace: true }) as const;

interface TabProps {
  readonly item: TabItem;
  readonly current: boolean;
  readonly target: TabTarget;
}
function Tab({ item, current, target }: TabProps): ReactNode {
  const look = { className: classes["tab"] ?? "", "data-current": current || undefined } as const;
  if (typeof target !== "function")
    return (
      <Link
        {...linkTo(item.name, target)}
        {...look}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-current={current ? "page" : undefined}
      >
        {item.label}
      </Link>
    );
  return (
    <button type="button" {...look} aria-current={current ? "page" : undefined} onClick={() => target(item.name)}>
      {item.label}
    </button>
  );
}

const menuTarget = (item: TabItem, target: TabTarget) =>
  typeof target === "function"
    ? { onClick: () => target(item.name) }
    : { renderRoot: (props: Record<string, unknown>) => <Link {...linkTo(item.name, target)} {...props} /> };
