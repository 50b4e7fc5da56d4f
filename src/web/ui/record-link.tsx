/** A record's name as a real link to its page; its code and declaration are fetched while the hand is on its way. */
import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";
import linkClasses from "../fields/fields.module.css";

interface RecordLinkProps {
  readonly module: string;
  readonly id: string;
  readonly children: ReactNode;
  /** Beside a row's main link nobody is expected to go there. */
  readonly preload?: boolean;
  readonly className?: string | undefined;
  /** The link that stands for its whole row. */
  readonly ofRow?: boolean;
  readonly tabIndex?: number;
}
const INTENT = 50;
let intent: ReturnType<typeof setTimeout> | undefined;

/** Lists have hundreds of these: the router's own link, which watches every move of the router, would cost them dear. */
export function RecordLink({ module, id, children, preload = false, className = linkClasses["link"], ofRow, tabIndex }: RecordLinkProps) {
  const router = useRouter();
  const target = { to: "/$module/$id", params: { module, id } } as const;
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(target);
  };
  const prepare = (): void => {
    clearTimeout(intent);
    intent = setTimeout(() => void router.preloadRoute(target), INTENT);
  };
  return (
    <a
      href={`/${module}/${id}`}
      className={className}
      onClick={follow}
      onPointerEnter={preload ? prepare : undefined}
      onPointerLeave={preload ? () => clearTimeout(intent) : undefined}
      data-row-link={ofRow || undefined}
      draggable={ofRow ? false : undefined}
      tabIndex={tabIndex}
    >
      {children}
    </a>
  );
}
