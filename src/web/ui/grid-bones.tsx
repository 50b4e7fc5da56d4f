/** Rows on their way: the shape of what comes, instead of a spinner. */
import classes from "./data-grid.module.css";

interface BonesProps {
  readonly row: number;
  readonly columns: number;
  readonly selectable: boolean;
}
const SKELETON_ROWS = 14;
const BONE_WIDTHS = ["70%", "45%", "60%", "35%", "55%"];
const SkeletonRow = ({ row, columns, selectable }: BonesProps) => (
  <div className={classes["skeletonRow"]} aria-hidden>
    {selectable && <span />}
    {Array.from({ length: columns }, (_, column) => (
      <span key={column} className={classes["cell"]}>
        <span className={classes["bone"]} style={{ width: BONE_WIDTHS[(row + column) % BONE_WIDTHS.length] }} />
      </span>
    ))}
  </div>
);
export function SkeletonRows({ label, ...bones }: Omit<BonesProps, "row"> & { readonly label: string }) {
  return (
    <>
      <div role="row" className="visually-hidden">
        <span role="gridcell">{label}</span>
      </div>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <SkeletonRow key={row} row={row} {...bones} />
      ))}
    </>
  );
}
