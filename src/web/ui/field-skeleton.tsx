/** The shape of an input that is being fetched. */
import { Skeleton } from "@mantine/core";

export const FieldSkeleton = () => (
  <div aria-hidden>
    <Skeleton height={12} width={90} mb={8} />
    <Skeleton height={36} />
  </div>
);
