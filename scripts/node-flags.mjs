/** How Node runs the program. */
export const NODE_FLAGS = [
  "--disable-warning=ExperimentalWarning",
  // Of itself the old generation grows to four times what lives before it is looked through: an import would hold 300 MB of
  // garbage. This looks sooner, which costs an import nothing that can be measured.
  "--heap-growing-percent=60",
];
