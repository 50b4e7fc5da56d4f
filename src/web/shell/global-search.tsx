/** Search over everything, as one types. "/" leads here. */
import { Combobox, Kbd, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useModules } from "../api/modules.ts";
import { searchQuery } from "../api/search.ts";
import { useLabel, useT } from "../i18n.tsx";
import { ModuleIcon } from "../ui/module-icon.tsx";
import classes from "./shell.module.css";
import { useActions } from "./keys/actions.ts";

const TYPING_PAUSE = 150;

export function GlobalSearch() {
  const t = useT();
  const text = useLabel();
  const navigate = useNavigate();
  const modules = useModules();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed, TYPING_PAUSE);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery(searchQuery(asked));
  const hits = asked.trim().length > 1 ? (found.data ?? []) : [];
  // Enter opens the best hit.
  const best = hits[0]?.id;
  useEffect(() => {
    if (best !== undefined) combobox.selectFirstOption();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the combobox is a new object at every render
  }, [best]);
  useActions([
    { id: "search.focus", run: () => input.current?.focus() },
    { id: "palette.open", run: () => input.current?.focus() },
  ]);
  const open = (address: string): void => {
    const [module = "", id = ""] = address.split("/");
    combobox.closeDropdown();
    setTyped("");
    input.current?.blur();
    void navigate({ to: "/$module/$id", params: { module, id } });
  };
  return (
    <div className={classes["search"]} role="search">
      <Combobox store={combobox} onOptionSubmit={open}>
        <Combobox.Target>
          <TextInput
            ref={input}
            size="xs"
            aria-label={t("search.label")}
            placeholder={t("search.placeholder")}
            value={typed}
            leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={found.isFetching ? <Loader size={12} /> : typed === "" ? <Kbd size="xs">/</Kbd> : null}
            rightSectionPointerEvents="none"
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.openDropdown();
            }}
            onFocus={() => typed !== "" && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => event.key === "Escape" && input.current?.blur()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={asked.trim().length < 2}>
          <Combobox.Options className={classes["results"] ?? ""}>
            {hits.map((hit) => {
              const module = modules.find(({ name }) => name === hit.module);
              return (
                <Combobox.Option key={`${hit.module}/${hit.id}`} value={`${hit.module}/${hit.id}`}>
                  <span className={classes["hit"]}>
                    <ModuleIcon name={module?.icon ?? ""} size={16} />
                    <span className={classes["hitLabel"]}>{hit.label}</span>
                    <span className={classes["hitKind"]}>
                      {module && text(module.singular)} {hit.number}
                    </span>
                  </span>
                </Combobox.Option>
              );
            })}
            {hits.length === 0 && (
              <Combobox.Empty>
                {found.isError ? t("error-state.unexpected") : found.isFetching ? t("state.loading") : t("search.nothing", { text: asked })}
              </Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}
