/** How Node runs the program. A small young generation keeps the memory of a long import down (bench/RESULTS.md). */
export const NODE_FLAGS = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"];
