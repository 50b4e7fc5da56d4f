/** Over a list: how many records others have added. They come in when one asks for them. */
import { IconArrowUp } from "@tabler/icons-react";
import type { QueryKey } from "@tanstack/react-query";
import { useT } from "../i18n.tsx";
import { useListNews } from "./list-news.ts";
import classes from "./live.module.css";

export function ListNewsButton({ queryKey }: { readonly queryKey: QueryKey }) {
  const t = useT();
  const { count, unnamed, show } = useListNews(queryKey);
  const top = (): void => {
    show();
    document.querySelector('main [role="grid"]')?.scrollTo({ top: 0 });
  };
  return (
    <div className={classes["news"]} role="status">
      {(count > 0 || unnamed) && (
        <button type="button" onClick={top}>
          <IconArrowUp size={14} aria-hidden />
          {count > 0 ? t("live.new", { count }) : t("live.changed")}
        </button>
      )}
    </div>
  );
}
