/** How Node runs the program. */
export const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];
