/** What can be done with the view on the screen. */
import { Menu } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopy,
  IconHome,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPlus,
  IconShare,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import type { SavedView, ViewValues } from "../../api/views.ts";
import { useT } from "../../i18n.tsx";
import { movedBy } from "./view-order.ts";

export type ViewQuestion = { readonly kind: "create" | "rename" | "remove" | "share"; readonly name: string };

interface ViewMenuProps {
  readonly view: SavedView | undefined;
  readonly order: readonly string[];
  readonly opensWith: string | undefined;
  readonly onAsk: (question: ViewQuestion) => void;
  readonly onUpdate: (values: Partial<ViewValues>) => void;
  readonly onOrder: (order: readonly string[]) => void;
  readonly onOpenWith: (id: string | undefined) => void;
}
export function ViewMenuItems({ view, order, opensWith, onAsk, onUpdate, onOrder, onOpenWith }: ViewMenuProps) {
  const t = useT();
  if (!view)
    return (
      <>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onAsk({ kind: "create", name: "" })}>
          {t("views.new")}
        </Menu.Item>
        {opensWith !== undefined && (
          <Menu.Item leftSection={<IconHome size={16} />} onClick={() => onOpenWith(undefined)}>
            {t("views.open-with")}
          </Menu.Item>
        )}
      </>
    );
  const at = order.indexOf(view.id);
  return (
    <>
      {view.rights.edit && (
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onAsk({ kind: "rename", name: view.name })}>
          {t("views.rename")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconCopy size={16} />}
        onClick={() => onAsk({ kind: "create", name: t("views.copy-of", { name: view.name }) })}
      >
        {t("views.copy")}
      </Menu.Item>
      {view.rights.edit && (
        <>
          <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => onUpdate({ shared: !view.shared })}>
            {t(view.shared ? "views.unshare" : "views.share")}
          </Menu.Item>
          <Menu.Item leftSection={<IconShare size={16} />} onClick={() => onAsk({ kind: "share", name: view.name })}>
            {t("views.sharing")}
          </Menu.Item>
          <Menu.Item
            leftSection={view.pinned ? <IconPinnedOff size={16} /> : <IconPin size={16} />}
            onClick={() => onUpdate({ pinned: !view.pinned })}
          >
            {t(view.pinned ? "views.unpin" : "views.pin")}
          </Menu.Item>
        </>
      )}
      <Menu.Item leftSection={<IconHome size={16} />} onClick={() => onOpenWith(opensWith === view.id ? undefined : view.id)}>
        {t(opensWith === view.id ? "views.open-without" : "views.open-with")}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowLeft size={16} />} disabled={at === 0} onClick={() => onOrder(movedBy(order, view.id, -1))}>
        {t("views.left")}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight size={16} />}
        disabled={at === order.length - 1}
        onClick={() => onOrder(movedBy(order, view.id, 1))}
      >
        {t("views.right")}
      </Menu.Item>
      {view.rights.edit && (
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onAsk({ kind: "remove", name: view.name })}>
          {t("views.delete")}
        </Menu.Item>
      )}
    </>
  );
}
