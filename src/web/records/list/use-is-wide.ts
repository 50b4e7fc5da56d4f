/** Is there room for a list and a record side by side? */
import { useMediaQuery } from "@mantine/hooks";

const WIDE = "(min-width: 900px)";
export const useIsWide = (): boolean => useMediaQuery(WIDE, true, { getInitialValueInEffect: false }) === true;
