/** All results of a search: modules with their counts at the side, what was found with its words marked. */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { fieldOf, useModuleIfKnown, useModules } from "../api/modules.ts";
import { searchPagesQuery, type Highlight, type Hit, type SearchAnswer } from "../api/search.ts";
import { useLabel, useT } from "../i18n.tsx";
import { MarkedText } from "../shell/palette/marked-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { errorText } from "../ui/error-state.tsx";
import { ModuleIcon } from "../ui/module-icon.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./search.module.css";

const TYPING_PAUSE = 200;

export function SearchPage() {
  const t = useT();
  const { q = "", module } = useSearch({ strict: false }) as { readonly q?: string; readonly module?: string };
  const everywhere = useInfiniteQuery(searchPagesQuery({ q }));
  // Of all modules it is the very same query: asked once.
  const within = useInfiniteQuery(searchPagesQuery({ q, ...(module === undefined ? {} : { modules: module }) }));
  const shown = module === undefined ? everywhere : within;
  const total = everywhere.data?.pages[0];
  const found = shown.data?.pages[0];
  const hits = q === "" ? [] : (shown.data?.pages.flatMap(({ data }) => data) ?? []);
  return (
    <Page
      documentTitle={q === "" ? t("search.title") : `${q} · ${t("search.title")}`}
      title={<span>{t("search.title")}</span>}
      note={
        q !== "" &&
        found && <output>{t(found.count_is === "capped" ? "search.count-capped" : "search.count", { count: found.count })}</output>
      }
    >
      <SearchInput q={q} module={module} />
      {q === "" ? (
        <EmptyState icon={<IconSearch size={32} />} title={t("search.start")} text={t("search.help")} actions={null} />
      ) : (
        <div className={classes["layout"]}>
          {total && <Modules q={q} current={module} total={total} />}
          <div className={classes["results"]}>
            {shown.isError && <EmptyState icon={<IconSearch size={32} />} title={errorText(shown.error, t)} text="" actions={null} />}
            {found && hits.length === 0 && (
              <EmptyState icon={<IconSearch size={32} />} title={t("search.nothing", { text: q })} text={t("search.help")} actions={null} />
            )}
            <Hits hits={hits} />
            {shown.hasNextPage && (
              <Button variant="default" loading={shown.isFetchingNextPage} onClick={() => void shown.fetchNextPage()}>
                {t("search.more")}
              </Button>
            )}
            {found?.count_is === "capped" && !shown.hasNextPage && <WholeLists q={q} found={found} />}
          </div>
        </div>
      )}
    </Page>
  );
}

function SearchInput({ q, module }: { readonly q: string; readonly module: string | undefined }) {
  const t = useT();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const [shown, setShown] = useState(q);
  const send = useDebouncedCallback(
    (next: string) =>
      void navigate({ to: "/search", search: { ...(next === "" ? {} : { q: next }), ...(module ? { module } : {}) }, replace: true }),
    TYPING_PAUSE,
  );
  // The address may change by itself: back, the palette.
  if (q !== shown) {
    setShown(q);
    if (q !== typed.trim()) setTyped(q);
  }
  return (
    <TextInput
      type="search"
      className={classes["input"] ?? ""}
      aria-label={t("search.label")}
      placeholder={t("search.placeholder")}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      maxLength={200}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is for searching
      autoFocus={q === ""}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
    />
  );
}

interface ModulesProps {
  readonly q: string;
  readonly current: string | undefined;
  readonly total: SearchAnswer;
}
function Modules({ q, current, total }: ModulesProps) {
  const t = useT();
  const text = useLabel();
  const modules = useModules().filter(({ name }) => (total.counts[name] ?? 0) > 0 || name === current);
  modules.sort((a, b) => (total.counts[b.name] ?? 0) - (total.counts[a.name] ?? 0));
  const more = total.count_is === "capped" ? "+" : "";
  return (
    <nav className={classes["modules"]} aria-label={t("search.modules")}>
      <Link
        to="/search"
        search={{ q }}
        className={classes["module"]}
        data-current={current === undefined || undefined}
        aria-current={current === undefined || undefined}
      >
        <span className={classes["moduleName"]}>{t("search.all")}</span>
        <span className={classes["count"]}>{`${total.count}${more}`}</span>
      </Link>
      {modules.map(({ name, label, icon }) => (
        <Link
          key={name}
          to="/search"
          search={{ q, module: name }}
          className={classes["module"]}
          data-current={current === name || undefined}
          aria-current={current === name || undefined}
        >
          <ModuleIcon name={icon} size={16} />
          <span className={classes["moduleName"]}>{text(label)}</span>
          <span className={classes["count"]}>{`${total.counts[name] ?? 0}${more}`}</span>
        </Link>
      ))}
    </nav>
  );
}

/** What was typed first; then, under a word that says so, what is like it. */
function Hits({ hits }: { readonly hits: readonly Hit[] }) {
  const t = useT();
  const literal = hits.filter(({ similar }) => !similar);
  const similar = hits.filter((hit) => hit.similar);
  return (
    <>
      <HitList hits={literal} />
      {similar.length > 0 && (
        <>
          {literal.length > 0 && <h2 className={classes["heading"]}>{t("search.similar")}</h2>}
          <HitList hits={similar} />
        </>
      )}
    </>
  );
}
const HitList = ({ hits }: { readonly hits: readonly Hit[] }) =>
  hits.length > 0 && (
    <ul className={classes["list"]}>
      {hits.map((hit) => (
        <HitRow key={hit.id} hit={hit} />
      ))}
    </ul>
  );

function HitRow({ hit }: { readonly hit: Hit }) {
  const text = useLabel();
  const summary = useModules().find(({ name }) => name === hit.module);
  const label = hit.highlights.find(({ field }) => field === "label");
  const others = hit.highlights.filter(({ field }) => field !== "label" && field !== "number");
  return (
    <li className={classes["hit"]}>
      <span className={classes["icon"]}>
        <ModuleIcon name={summary?.icon ?? ""} size={18} />
      </span>
      <div className={classes["words"]}>
        <Link to="/$module/$id" params={{ module: hit.module, id: hit.id }} className={classes["name"]}>
          {label ? <MarkedText {...label} /> : hit.label}
        </Link>
        {others.map((highlight) => (
          <FoundIn key={highlight.field} module={hit.module} highlight={highlight} />
        ))}
      </div>
      <span className={classes["kind"]}>
        {summary && text(summary.singular)} {hit.number}
      </span>
    </li>
  );
}

function FoundIn({ module, highlight }: { readonly module: string; readonly highlight: Highlight }) {
  const text = useLabel();
  const declared = useModuleIfKnown(module);
  const field = declared && fieldOf(declared, highlight.field);
  return (
    <p className={classes["found"]}>
      {field && <span className={classes["field"]}>{text(field.label)}: </span>}
      <MarkedText {...highlight} />
    </p>
  );
}

/** More was found than can be ranked: the modules' own lists show all of it. */
function WholeLists({ q, found }: { readonly q: string; readonly found: SearchAnswer }) {
  const t = useT();
  const text = useLabel();
  const modules = useModules().filter(({ name, menu }) => menu !== "none" && (found.counts[name] ?? 0) > 0);
  return (
    <div className={classes["whole"]}>
      <p>{t("search.capped", { count: found.count })}</p>
      {modules.map(({ name, label, icon }) => (
        <Link key={name} to="/$module" params={{ module: name }} search={{ q }} className={classes["module"]}>
          <ModuleIcon name={icon} size={16} />
          <span className={classes["moduleName"]}>{text(label)}</span>
        </Link>
      ))}
    </div>
  );
}
