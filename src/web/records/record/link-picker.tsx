/** Picks existing records of a module to link, out of the same grid as its list. */
import { Button, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { DescribedModule } from "../../../model/describe.ts";
import { useLabel, useT } from "../../i18n.tsx";
import type { GridSelection } from "../../ui/data-grid.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { RecordGrid } from "../record-grid.tsx";
import formClasses from "../form/form.module.css";

const TYPING_PAUSE = 250;
const MOST_COLUMNS = 4;

interface LinkPickerProps {
  readonly opened: boolean;
  readonly module: DescribedModule;
  /** A record can't be linked to itself. */
  readonly exclude: string;
  readonly onClose: () => void;
  /** Closes the picker, too. */
  readonly onPick: (ids: readonly string[]) => Promise<void>;
  /** In the place of the words about linking. */
  readonly title?: string;
  readonly submitLabel?: (count: number) => string;
  /** At most so many. */
  readonly most?: number;
  /** What is looked for at first. */
  readonly query?: string;
}
export function LinkPicker({ opened, onClose, ...props }: LinkPickerProps) {
  const t = useT();
  const text = useLabel();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title={props.title ?? t("related.pick", { what: text(props.module.label) })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <PickerGrid {...props} onClose={onClose} />
    </Modal>
  );
}

function PickerGrid({ module, exclude, onClose, onPick, submitLabel, most, query = "" }: Omit<LinkPickerProps, "opened">) {
  const t = useT();
  const [typed, setTyped] = useState(query);
  const [q] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const [selection, select] = useState<GridSelection["state"]>({});
  const columns = useMemo(() => module.list.columns.slice(0, MOST_COLUMNS), [module]);
  const request = useMemo(() => ({ q, sort: module.list.sort }), [q, module]);
  const ids = Object.keys(selection).filter((id) => selection[id] && id !== exclude);
  return (
    <>
      <TextInput
        data-autofocus
        mb="xs"
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t("list.search")}
        placeholder={t("list.search")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <RecordGrid
        module={module}
        columns={columns}
        request={request}
        selection={{ state: selection, onChange: select }}
        plain
        maxHeight={420}
        empty={<EmptyState title={t("list.none-found")} />}
      />
      <div className={formClasses["dialogFoot"]}>
        <Button variant="default" onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button disabled={ids.length === 0 || ids.length > (most ?? ids.length)} onClick={() => void onPick(ids)}>
          {submitLabel?.(ids.length) ?? t("related.link-chosen", { count: ids.length })}
        </Button>
      </div>
    </>
  );
}
