/** One box for everything: what one had before, all records, what can be done here, where one can go. */
import { Loader, Modal } from "@mantine/core";
import { IconBolt, IconSearch } from "@tabler/icons-react";
import { useEffect, useId } from "react";
import { useT } from "../../i18n.tsx";
import { ModuleIcon } from "../../ui/module-icon.tsx";
import { KeyCaps } from "../keys/key-caps.tsx";
import { useKeyChanges } from "../keys/key-changes.ts";
import { bindingText } from "../keys/key-strokes.ts";
import { keysFor } from "../keys/key-catalogue.ts";
import { MarkedText } from "./marked-text.tsx";
import type { PaletteItem } from "./palette-items.ts";
import { closePalette } from "./palette-store.ts";
import { usePalette, type Palette as PaletteState } from "./use-palette.ts";
import classes from "./palette.module.css";

export function Palette() {
  const t = useT();
  const palette = usePalette();
  const id = useId();
  const chosen = palette.chosen && `${id}-${palette.chosen.key}`;
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(chosen)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <Modal.Root
      opened
      onClose={closePalette}
      size={640}
      yOffset="10vh"
      closeOnEscape={false}
      classNames={{ content: classes["content"] ?? "" }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t("palette.title")}>
        <SearchField palette={palette} id={id} />
        {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the focus stays in the field, which names the chosen line */}
        <div id={id} role="listbox" aria-label={t("palette.title")} className={classes["list"]}>
          {palette.groups.map((group) => (
            <div key={group.name} role="group" aria-labelledby={`${id}-${group.name}`}>
              <div id={`${id}-${group.name}`} className={classes["heading"]}>
                {palette.inside ? palette.inside.label : t(`palette.group.${group.name}`)}
              </div>
              {group.items.map((item) => (
                <Line key={item.key} id={`${id}-${item.key}`} item={item} palette={palette} />
              ))}
            </div>
          ))}
        </div>
        <State palette={palette} />
        <Hints palette={palette} />
      </Modal.Content>
    </Modal.Root>
  );
}

function SearchField({ palette, id }: { readonly palette: PaletteState; readonly id: string }) {
  const t = useT();
  return (
    <div className={classes["field"]}>
      <IconSearch size={18} aria-hidden />
      {palette.inside && <span className={classes["inside"]}>{palette.inside.label}</span>}
      <input
        data-autofocus
        role="combobox"
        aria-expanded={palette.groups.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={palette.chosen ? `${id}-${palette.chosen.key}` : undefined}
        aria-label={t("search.label")}
        placeholder={t("palette.placeholder")}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={palette.text}
        onChange={(event) => palette.type(event.currentTarget.value)}
        onKeyDown={palette.onKey}
        className={classes["input"]}
      />
      {palette.searching && <Loader size={14} />}
    </div>
  );
}

function Line({ item, palette, id }: { readonly item: PaletteItem; readonly palette: PaletteState; readonly id: string }) {
  const changes = useKeyChanges();
  const [key] = item.action ? keysFor(item.action.id, changes, item.action.keys) : [];
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the field's
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={palette.chosen?.key === item.key}
      className={classes["line"]}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => palette.chosen?.key !== item.key && palette.choose(item)}
      onClick={(event) => palette.run(item, event.ctrlKey || event.metaKey)}
      onAuxClick={(event) => event.button === 1 && palette.run(item, true)}
    >
      {item.icon === "" ? <IconBolt size={16} stroke={1.6} aria-hidden /> : <ModuleIcon name={item.icon} size={16} />}
      <span className={classes["words"]}>
        <span className={classes["label"]}>{item.marks ? <MarkedText text={item.label} marks={item.marks} /> : item.label}</span>
        {item.found && (
          <span className={classes["found"]}>
            <MarkedText {...item.found} />
          </span>
        )}
      </span>
      {item.note !== undefined && <span className={classes["note"]}>{item.note}</span>}
      {key !== undefined && <KeyCaps binding={key} />}
    </div>
  );
}

/** What there is to say when there is nothing to choose, and the way to all results. */
function State({ palette }: { readonly palette: PaletteState }) {
  const t = useT();
  const nothing = palette.groups.length === 0;
  const said = palette.failed ? t("error-state.unexpected") : t("search.nothing", { text: palette.text.trim() });
  return (
    <>
      <output className={classes["said"]} data-shown={(nothing && !palette.searching && palette.text.trim() !== "") || undefined}>
        {nothing && !palette.searching && palette.text.trim() !== "" ? said : ""}
      </output>
      {palette.everything && !nothing && (
        <button type="button" className={classes["all"]} onClick={palette.everything}>
          {t("palette.all", { text: palette.text.trim() })}
        </button>
      )}
    </>
  );
}

function Hints({ palette }: { readonly palette: PaletteState }) {
  const t = useT();
  return (
    <footer className={classes["hints"]}>
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {t("palette.hint.move")}
      </span>
      <span>
        <kbd>Enter</kbd> {t("palette.hint.open")}
      </span>
      {palette.chosen?.href !== undefined && (
        <span>
          <kbd>{bindingText("Mod+Enter")}</kbd> {t("palette.hint.new-tab")}
        </span>
      )}
      {palette.inside ? (
        <span>
          <kbd>Esc</kbd> {t("palette.hint.back")}
        </span>
      ) : (
        <>
          {palette.chosen?.record && (
            <span>
              <kbd>Tab</kbd> {t("palette.hint.more")}
            </span>
          )}
          <span>
            <kbd>&gt;</kbd> {t("palette.hint.actions")}
          </span>
          <span>
            <kbd>@</kbd> {t("palette.hint.people")}
          </span>
        </>
      )}
    </footer>
  );
}
