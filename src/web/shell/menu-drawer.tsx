/** The app menu on phones. */
import { Drawer } from "@mantine/core";
import { useT } from "../i18n.tsx";
import { AppMenu } from "./app-menu.tsx";

export function MenuDrawer({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <Drawer opened onClose={onClose} size={280} title="Manul CRM" padding="xs" closeButtonProps={{ "aria-label": t("action.close") }}>
      <nav aria-label={t("shell.menu")}>
        <AppMenu folded={false} />
      </nav>
    </Drawer>
  );
}
