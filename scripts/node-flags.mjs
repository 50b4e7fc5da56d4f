/** How Node runs the program. A small young generation keeps a long import under 400 MB; it costs no measurable time. */
export const NODE_FLAGS = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"];
