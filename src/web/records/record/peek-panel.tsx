/**
 * A record beside the list that it is in: the same parts as on its page. `?peek=ID` in the list's address opens it
 * (`?peek=module:ID` for a record of another module); the list stays in sight where the window is wide enough.
 */
import { ActionIcon, CloseButton, Skeleton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconArrowsDiagonal } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { useModuleIfKnown } from "../../api/modules.ts";
import { recordQuery } from "../../api/records.ts";
import { useT } from "../../i18n.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { useDocumentTitle } from "../../ui/page.tsx";
import { RecordView } from "./record-view.tsx";
import classes from "./peek.module.css";

const LEAST = 380;
const USUAL = 560;
const STEP = 40;
/** Below this the list would have no room left: the panel lies over it. */
const LEAST_LIST = 480;

export function PeekPanel({ module, id }: { readonly module: string; readonly id: string }) {
  const t = useT();
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const { frame, width, resize } = usePanelWidth();
  const close = (): void => void navigate({ to: ".", search: { ...search, peek: undefined }, replace: true });
  const openPage = (): void => void navigate({ to: "/$module/$id", params: { module, id } });
  usePanelKeys({ close, openPage });
  return (
    <aside className={classes["panel"]} style={frame} aria-label={t("peek.title")}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- a splitter is moved by mouse and keys */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t("peek.width")}
        aria-valuenow={width}
        aria-valuemin={LEAST}
        aria-valuemax={1600}
        className={classes["edge"]}
        {...resize}
      />
      <PeekedRecord key={`${module}/${id}`} module={module} id={id} onClose={close} />
    </aside>
  );
}

interface PeekedRecordProps {
  readonly module: string;
  readonly id: string;
  /** Absent: it stays (beside a list in two halves). */
  readonly onClose?: () => void;
}
export function PeekedRecord({ module, id, onClose }: PeekedRecordProps) {
  const t = useT();
  const declared = useModuleIfKnown(module);
  const { data: record, error, refetch } = useQuery(recordQuery(module, id));
  const [tab, setTab] = useState("overview");
  const close = onClose && <CloseButton aria-label={t("peek.close")} title={`${t("peek.close")} · Esc`} onClick={onClose} />;
  useDocumentTitle(record?.label);
  if (error)
    return (
      <>
        <div className={classes["bar"]}>{close}</div>
        <ErrorState error={error} reset={() => void refetch()} />
      </>
    );
  if (!declared || !record)
    return (
      <>
        <div className={classes["bar"]}>{close}</div>
        <div className={classes["waiting"]}>
          <Skeleton height={24} width="60%" />
          <Skeleton height={14} width="80%" />
          <Skeleton height={160} />
        </div>
      </>
    );
  return (
    <RecordView
      module={declared}
      record={record}
      tab={tab}
      tabTarget={setTab}
      tools={
        <>
          <ActionIcon
            aria-label={t("peek.open")}
            title={`${t("peek.open")} · Shift+Enter`}
            renderRoot={(props) => <Link to="/$module/$id" params={{ module, id }} {...props} />}
          >
            <IconArrowsDiagonal size={18} />
          </ActionIcon>
          {close}
        </>
      }
    />
  );
}

/** As wide as it was left; the page beside it makes room. */
function usePanelWidth() {
  const [wanted, setWanted] = useLocalStorage({ key: "manul.peek-width", defaultValue: USUAL, getInitialValueInEffect: false });
  const [room, setRoom] = useState(() => window.innerWidth);
  useEffect(() => {
    const measure = (): void => setRoom(window.innerWidth);
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const width = Math.max(LEAST, Math.min(wanted, room - LEAST_LIST));
  const beside = room - width - 220 >= LEAST_LIST;
  useEffect(() => {
    const main = document.querySelector<HTMLElement>("#content");
    if (!main || !beside) return undefined;
    main.style.paddingRight = `${width}px`;
    return () => void (main.style.paddingRight = "");
  }, [width, beside]);
  const resize = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) setWanted(Math.round(Math.max(LEAST, window.innerWidth - event.clientX)));
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault();
      setWanted(Math.max(LEAST, width + (event.key === "ArrowLeft" ? STEP : -STEP)));
    },
  };
  return { frame: { width }, width, resize };
}

/** Esc closes; Shift+Enter opens the whole page. Both are off while one types or something lies over the panel. */
function usePanelKeys({ close, openPage }: { readonly close: () => void; readonly openPage: () => void }): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const above = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
      if (event.defaultPrevented || [...above].some((element) => element.checkVisibility())) return;
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "Escape" && !typing) close();
      else if (event.key === "Enter" && event.shiftKey && !typing) {
        event.preventDefault();
        openPage();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
