/** For whom a view is: oneself, some people, roles and groups, or everybody who may see the records. */
import { ActionIcon, Button, Modal, Switch } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { PRINCIPAL_TYPES } from "../../../model/access/vocabulary.ts";
import { PrincipalSelect, usePrincipalText } from "../../../features/access-settings/web/record-select.tsx";
import type { SavedView, Sharer, ViewValues } from "../../api/views.ts";
import { useT } from "../../i18n.tsx";
import formClasses from "../form/form.module.css";
import classes from "./list.module.css";

interface ShareViewDialogProps {
  readonly view: SavedView;
  readonly onSave: (values: Pick<ViewValues, "shared" | "shared_with">) => void;
  readonly onClose: () => void;
}
const keyOf = ({ type, id }: Sharer): string => `${type}:${id}`;

export function ShareViewDialog({ view, onSave, onClose }: ShareViewDialogProps) {
  const t = useT();
  const text = usePrincipalText();
  const [everybody, setEverybody] = useState(view.shared);
  const [some, setSome] = useState<readonly Sharer[]>(view.shared_with);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("views.share-title", { name: view.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form
        className={formClasses["form"]}
        data-quick
        onSubmit={(event) => {
          event.preventDefault();
          onSave({ shared: everybody, shared_with: some.map(({ type, id }) => ({ type, id })) });
        }}
      >
        <Switch label={t("views.share-everybody")} checked={everybody} onChange={(event) => setEverybody(event.currentTarget.checked)} />
        {!everybody && (
          <>
            <PrincipalSelect
              label={t("views.share-with")}
              placeholder={t("views.share-with-hint")}
              types={PRINCIPAL_TYPES}
              value={null}
              onChange={(to) => to && !some.some((each) => keyOf(each) === keyOf(to)) && setSome([...some, to])}
            />
            {some.length > 0 && (
              <ul className={classes["sharers"]}>
                {some.map((each) => (
                  <li key={keyOf(each)}>
                    <span>{text(each, each.label)}</span>
                    <ActionIcon
                      size={24}
                      aria-label={t("views.share-remove", { name: each.label ?? "" })}
                      onClick={() => setSome(some.filter((other) => other !== each))}
                    >
                      <IconX size={14} />
                    </ActionIcon>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
        <div className={formClasses["dialogFoot"]}>
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit">{t("action.save")}</Button>
        </div>
      </form>
    </Modal>
  );
}
