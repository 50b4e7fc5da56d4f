/** The visual language in Mantine's terms: neutral surfaces, one accent, small calm controls. */
import { createTheme } from "@mantine/core";
import type { MantineColorsTuple } from "@mantine/core";

const pine: MantineColorsTuple = [
  "#eaf6f4",
  "#d3ebe7",
  "#a5d6cf",
  "#73c0b6",
  "#4bada1",
  "#2b9a8d",
  "#147a6f",
  "#0f7469",
  "#0b5f56",
  "#074a43",
];
const stone: MantineColorsTuple = [
  "#f8f8f6",
  "#f1f1ee",
  "#e6e6e2",
  "#d5d5d0",
  "#b4b4ae",
  "#8a8a84",
  "#6b6b66",
  "#52524e",
  "#373735",
  "#242422",
];
const ink: MantineColorsTuple = [
  "#e9e9e6",
  "#c6c6c1",
  "#a3a39e",
  "#85857f",
  "#4b4b48",
  "#3a3a38",
  "#2a2a28",
  "#1f1f1e",
  "#171716",
  "#101010",
];

export const theme = createTheme({
  colors: { pine, gray: stone, dark: ink },
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  defaultRadius: "sm",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    TextInput: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.4 } } },
  },
});
